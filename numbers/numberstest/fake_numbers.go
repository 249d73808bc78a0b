package numberstest

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/vendorkit/vendorkit-go/numbers"
)

// StockNumber is the nth number that can be bought, n from 0 to 9999.
func StockNumber(n int) string { return fmt.Sprintf("+6137010%04d", n) }

var (
	e164  = regexp.MustCompile(`^\+[1-9][0-9]{4,14}$`)
	stock = regexp.MustCompile(`^\+6137010[0-9]{4}$`)
)

func (f *Fake) numberRoutes() map[string]handler {
	return map[string]handler{
		"GET /v2/Numbers/{number}":               f.getNumber,
		"POST /v2/Numbers/{number}":              f.configureNumber,
		"GET /v2/Properties/{property}/Numbers":  f.listNumbers,
		"GET /v2/Accounts/{account}/Numbers":     f.listNumbers,
		"POST /v2/Properties/{property}/Numbers": f.buyNumber,
	}
}

type (
	numberAnswer  struct{ Number *numbers.Number }
	numbersAnswer struct{ Numbers []*numbers.Number }
)

// find takes the number as paths have it, without the plus.
func (f *Fake) find(path string) (*numbers.Number, *reply) {
	for _, n := range f.numbers {
		if strings.TrimPrefix(n.Number, "+") == path {
			return n, nil
		}
	}
	if !e164.MatchString("+" + path) {
		return nil, invalid(numbers.CodeInvalidPhoneNumberFormat, "Number")
	}
	return nil, notFound(numbers.CodeNumberNotFound)
}

func (f *Fake) getNumber(r *http.Request, _ []byte) *reply {
	n, no := f.find(r.PathValue("number"))
	if no != nil {
		return no
	}
	return ok(numberAnswer{n})
}

func (f *Fake) listNumbers(r *http.Request, _ []byte) *reply {
	belongs, no := f.scope(r)
	if no != nil {
		return no
	}
	q := r.URL.Query()
	types, no := words(q, "Type", numbers.CodeUnknownNumberType, "Local", "Toll-Free", "Shared-Rate", "National")
	if no != nil {
		return no
	}
	capabilities, no := words(q, "Capabilities", numbers.CodeUnknownCapability, "Voice", "SMS", "MMS")
	if no != nil {
		return no
	}
	var list []*numbers.Number
	for _, n := range f.numbers {
		able := !slices.ContainsFunc(capabilities, func(c string) bool { return !slices.Contains(n.Capabilities, numbers.Capability(c)) })
		if belongs(n.PropertySID) && able && (types == nil || contains(types, string(n.Type))) {
			list = append(list, n)
		}
	}
	page, no := slice(q, list, 200)
	if no != nil {
		return no
	}
	return ok(numbersAnswer{page})
}

// buyNumber answers the second purchase of a number as taken: no documented code
// says "already yours".
func (f *Fake) buyNumber(r *http.Request, body []byte) *reply {
	property, no := f.property(r.PathValue("property"))
	if no != nil {
		return no
	}
	var p numbers.NumberBuyParams
	if no := decode(body, &p); no != nil {
		return no
	}
	switch {
	case p.Number == "":
		return required("Number")
	case !e164.MatchString(p.Number):
		return invalid(numbers.CodeInvalidPhoneNumberFormat, "Number")
	}
	if held, _ := f.find(strings.TrimPrefix(p.Number, "+")); held != nil && held.PropertySID != property.PropertySID {
		return refuse(http.StatusForbidden, numbers.CodeNumberBelongsToDifferentProperty, numbers.CodeNumberBelongsToDifferentProperty.Description())
	} else if held != nil || !stock.MatchString(p.Number) {
		return notFound(numbers.CodeNumberNotFound)
	}
	n := &numbers.Number{
		Number: p.Number, AccountSID: AccountSID, PropertySID: property.PropertySID, AddressSID: p.AddressSID,
		Type: numbers.NumberLocal, Status: numbers.NumberActive,
	}
	switch {
	case p.AddressSID != "":
		if _, no := f.address(p.AddressSID); no != nil {
			return no
		}
	default:
		i := slices.IndexFunc(f.addresses, func(a *numbers.Address) bool { return a.CountryCode == "AU" })
		if i < 0 {
			n.Status = numbers.NumberPending
			break
		}
		n.AddressSID = f.addresses[i].AddressSID
	}
	f.numbers = append(f.numbers, n)
	f.processed[n.Number]++
	return ok(numbers.Purchase{Number: n.Number, Status: n.Status})
}

func (f *Fake) configureNumber(r *http.Request, body []byte) *reply {
	n, no := f.find(r.PathValue("number"))
	if no != nil {
		return no
	}
	changed := *n
	if no := decode(body, &changed); no != nil {
		return no
	}
	switch {
	case changed.Number != n.Number:
		return invalid(numbers.CodeParameterInvalid, "Number")
	case changed.RoutingMethod != numbers.RouteEndpoint && changed.RoutingMethod != numbers.RouteFlow && changed.RoutingMethod != "":
		return invalid(numbers.CodeUnknownRoutingMethod, "RoutingMethod")
	case changed.RoutingMethod == numbers.RouteEndpoint && changed.EndpointNumber == "":
		return required("EndpointNumber")
	case changed.RoutingMethod == numbers.RouteFlow && changed.Flow == "":
		return required("Flow")
	case changed.EndpointNumber != "" && !e164.MatchString(changed.EndpointNumber):
		return invalid(numbers.CodeInvalidPhoneNumberFormat, "EndpointNumber")
	case changed.Recording != numbers.RecordingOff && changed.Recording != numbers.RecordingCall && changed.Recording != "":
		return invalid(numbers.CodeUnknownRecordingOption, "Recording")
	}
	if changed.AddressSID != "" {
		if _, no := f.address(changed.AddressSID); no != nil {
			return no
		}
		changed.Status = numbers.NumberActive
	}
	*n = changed
	return ok(numberAnswer{n})
}
