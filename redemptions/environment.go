package redemptions

import "net/url"

// Environment is one of the vendor's two environments. Each has credentials of
// its own [Overview].
type Environment string

// The environments. A [Client] uses Production unless client.WithBaseURL says
// otherwise:
//
//	c, err := redemptions.New(credentials, client.WithBaseURL(redemptions.Test.BaseURL()))
const (
	// Test is the staging environment. Its credentials come from
	// support@6dot50.com on request [Overview].
	Test Environment = "test"
	// Production moves money. Its credentials are given out after the
	// integration with Test and a basic acceptance test [Overview].
	Production Environment = "production"
)

// BaseURL returns the URL of the API [Overview]; "" for an environment that
// doesn't exist, which client.WithBaseURL refuses. The /za in it is presumably
// the country (inferred).
func (e Environment) BaseURL() string {
	switch e {
	case Test:
		return "https://api.staging.6dot50.com/za/redemptions"
	case Production:
		return "https://api.6dot50.com/za/redemptions"
	default:
		return ""
	}
}

// PaymentPage returns the URL of the hosted pages, without the payment's id
// [User Payment Pages]; "" for an environment that doesn't exist.
func (e Environment) PaymentPage() string {
	switch e {
	case Test:
		return "https://secure.staging.6dot50.com/payment"
	case Production:
		return "https://secure.6dot50.com/payment"
	default:
		return ""
	}
}

// PaymentURL returns the address to which the browser is sent to approve the
// payment [User Payment Pages]. It is "" when env doesn't exist or id is empty.
//
// Store the id with the order before the redirect, send the browser to one
// payment of an order only, and only while its status is StatusInProgress
// (inferred).
func PaymentURL(env Environment, id string) string {
	page := env.PaymentPage()
	if page == "" || id == "" {
		return ""
	}
	return page + "?" + url.Values{"id": {id}}.Encode()
}
