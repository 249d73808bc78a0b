package billwerk

// orEmpty makes a body of nil parameters, so that their Validate method says
// what is missing.
func orEmpty[T any](params *T) *T {
	if params == nil {
		return new(T)
	}
	return params
}

// metadata takes the object out of a call's result.
func metadata(m *Metadata, err error) (Metadata, error) {
	if err != nil {
		return nil, err
	}
	return *m, nil
}
