package billwerktest

// route is one operation of the vendor.
type route struct {
	// pattern is method and path, as http.ServeMux takes them.
	pattern string
	// body is nil for operations without one, and for those that take free JSON.
	body schema
	run  func(*Fake, *call) (any, *refusal)
}

// routes are the operations that the fake plays, and those that it knows but
// doesn't play.
func routes() []route {
	all := []route{{"GET " + errorCodesPath, nil, (*Fake).errorCodes}}
	for _, part := range [][]route{
		customerRoutes(), methodRoutes(), chargeRoutes(), refundRoutes(), invoiceRoutes(), planRoutes(), subscriptionRoutes(),
		sessionRoutes(), eventRoutes(), webhookRoutes(),
	} {
		all = append(all, part...)
	}
	for _, pattern := range unplayed {
		all = append(all, route{pattern, nil, (*Fake).notImplemented})
	}
	return all
}
