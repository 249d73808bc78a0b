package billwerk

// PlanService keeps plans.
type PlanService interface{}
