package numberstest

import (
	"net/http"
	"regexp"
	"slices"

	"github.com/vendorkit/vendorkit-go/numbers"
)

func (f *Fake) addressRoutes() map[string]handler {
	return map[string]handler{
		"GET /v2/Addresses/{address}":           f.getAddress,
		"DELETE /v2/Addresses/{address}":        f.deleteAddress,
		"GET /v2/Accounts/{account}/Addresses":  f.listAddresses,
		"POST /v2/Accounts/{account}/Addresses": f.createAddress,
	}
}

type (
	addressAnswer   struct{ Address *numbers.Address }
	addressesAnswer struct{ Addresses []*numbers.Address }
	addressRemoved  struct{ AddressSid string }
)

func (f *Fake) address(sid string) (*numbers.Address, *reply) {
	for _, a := range f.addresses {
		if a.AddressSID == sid {
			return a, nil
		}
	}
	return nil, notFound(numbers.CodeAddressNotFound)
}

func (f *Fake) getAddress(r *http.Request, _ []byte) *reply {
	a, no := f.address(r.PathValue("address"))
	if no != nil {
		return no
	}
	return ok(addressAnswer{a})
}

func (f *Fake) listAddresses(r *http.Request, _ []byte) *reply {
	if no := f.account(r.PathValue("account")); no != nil {
		return no
	}
	q := r.URL.Query()
	var list []*numbers.Address
	for _, a := range f.addresses {
		matches := true
		for name, value := range map[string]string{
			"Friendly": a.Friendly, "Reference": a.Reference, "City": a.City, "Region": a.Region, "CountryCode": a.CountryCode, "PostalCode": a.PostalCode,
		} {
			matches = matches && (!q.Has(name) || q.Get(name) == value)
		}
		if matches {
			list = append(list, a)
		}
	}
	page, no := slice(q, list, 200)
	if no != nil {
		return no
	}
	return ok(addressesAnswer{page})
}

var countryCode = regexp.MustCompile(`^[A-Z]{2}$`)

// countries are the ones that the fake knows, and whether they are open to the
// account.
var countries = map[string]bool{"AU": true, "NZ": true, "US": true, "GB": true, "KP": false}

func (f *Fake) createAddress(r *http.Request, body []byte) *reply {
	if no := f.account(r.PathValue("account")); no != nil {
		return no
	}
	var a numbers.Address
	if no := decode(body, &a); no != nil {
		return no
	}
	for _, p := range []struct{ name, value string }{{"Line1", a.Line1}, {"City", a.City}, {"CountryCode", a.CountryCode}} {
		if p.value == "" {
			return required(p.name)
		}
		if len(p.value) > 100 {
			return invalid(numbers.CodeParameterTooLong, p.name)
		}
	}
	switch open, known := countries[a.CountryCode]; {
	case !countryCode.MatchString(a.CountryCode):
		return invalid(numbers.CodeInvalidCountryCodeFormat, "CountryCode")
	case !known:
		return notFound(numbers.CodeCountryNotFound)
	case !open:
		return refuse(http.StatusForbidden, numbers.CodeCountryUnavailable, numbers.CodeCountryUnavailable.Description())
	}
	a.AddressSID, a.AccountSID, a.Status = f.sid("D"), AccountSID, "Active"
	f.addresses = append(f.addresses, &a)
	f.processed[a.Reference]++
	return ok(addressAnswer{&a})
}

func (f *Fake) deleteAddress(r *http.Request, _ []byte) *reply {
	a, no := f.address(r.PathValue("address"))
	if no != nil {
		return no
	}
	if slices.ContainsFunc(f.numbers, func(n *numbers.Number) bool { return n.AddressSID == a.AddressSID }) {
		return refuse(http.StatusForbidden, numbers.CodeAddressCannotBeDeleted, numbers.CodeAddressCannotBeDeleted.Description())
	}
	f.addresses = slices.DeleteFunc(f.addresses, func(other *numbers.Address) bool { return other == a })
	return ok(addressRemoved{a.AddressSID})
}
