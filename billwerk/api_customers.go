package billwerk

// CustomerService keeps customers.
type CustomerService interface{}
