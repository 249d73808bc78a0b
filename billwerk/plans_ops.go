package billwerk

import (
	"net/http"

	"github.com/vendorkit/vendorkit-go/client"
)

var (
	opPlanCreate = client.Operation{
		Name: "plans.create", Method: http.MethodPost, Path: "/v1/plan",
		Repeat: client.RepeatAlways, Why: "the handle is mandatory: a repeat gives 11 (inferred)",
	}
	opPlanGet = client.Operation{
		Name: "plans.get", Method: http.MethodGet, Path: "/v1/plan/{handle}/current",
	}
	opPlanGetVersion = client.Operation{
		Name: "plans.get_version", Method: http.MethodGet, Path: "/v1/plan/{handle}/{version}",
	}
	opPlanVersions = client.Operation{
		Name: "plans.versions", Method: http.MethodGet, Path: "/v1/plan/{handle}",
	}
	opPlanUpdate = client.Operation{
		Name: "plans.update", Method: http.MethodPut, Path: "/v1/plan/{handle}",
		Repeat: client.RepeatAlways, Why: whyReplaces,
	}
	opPlanChangeAmount = client.Operation{
		Name: "plans.change_amount", Method: http.MethodPut, Path: "/v1/plan/{handle}/amount",
		Repeat: client.RepeatAlways, Why: "PUT: the second one sets the amount that the first one set (inferred)",
	}
	opPlanSupersede = client.Operation{
		Name: "plans.supersede", Method: http.MethodPost, Path: "/v1/plan/{handle}",
		Repeat: client.RepeatNever, Why: "a repeat makes one more version",
	}
	opPlanDelete = client.Operation{
		Name: "plans.delete", Method: http.MethodDelete, Path: "/v1/plan/{handle}",
		Repeat: client.RepeatAlways, Why: whyGone,
	}
	opPlanUndelete = client.Operation{
		Name: "plans.undelete", Method: http.MethodPost, Path: "/v1/plan/{handle}/undelete",
		Repeat: client.RepeatNever, Why: whyNoWord,
	}
	opPlanList = client.Operation{
		Name: "plans.list", Method: http.MethodGet, Path: "/v1/list/plan",
	}

	opPlanEntitlements = client.Operation{
		Name: "plans.entitlements", Method: http.MethodGet, Path: "/v1/plan/{handle}/{version}/entitlement",
	}
	opPlanMetadata = client.Operation{
		Name: "plans.metadata", Method: http.MethodGet, Path: "/v1/plan/{handle}/metadata",
	}
	opPlanSetMetadata = client.Operation{
		Name: "plans.set_metadata", Method: http.MethodPut, Path: "/v1/plan/{handle}/metadata",
		Repeat: client.RepeatAlways, Why: whyReplaces,
	}
	opPlanDeleteMetadata = client.Operation{
		Name: "plans.delete_metadata", Method: http.MethodDelete, Path: "/v1/plan/{handle}/metadata", NoContent: true,
		Repeat: client.RepeatAlways, Why: whyGone,
	}
)
