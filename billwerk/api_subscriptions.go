package billwerk

// SubscriptionService keeps subscriptions.
type SubscriptionService interface{}
