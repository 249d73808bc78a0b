package numberstest

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/vendorkit/vendorkit-go/numbers"
)

func (f *Fake) callRoutes() map[string]handler {
	return map[string]handler{
		"GET /v2/Calls/{call}":                f.getCall,
		"GET /v2/Properties/{property}/Calls": f.listCalls,
		"GET /v2/Accounts/{account}/Calls":    f.listCalls,
		"GET /v2/Properties/{property}/Flows": f.listFlows,
	}
}

// call is a call and its start, which the client's type reads from the raw JSON.
type call struct {
	numbers.Call
	StartDate int64
}

type (
	callAnswer  struct{ Call *call }
	callsAnswer struct {
		Calls []*call
		Token string
	}
	flowsAnswer struct{ Flows []*numbers.Flow }
)

// AddCall adds a call that began at start, and returns its SID. Calls are listed
// in the order in which they are added.
func (f *Fake) AddCall(start time.Time) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.addCall(start)
}

func (f *Fake) addCall(start time.Time) string {
	c := &call{
		Call: numbers.Call{
			CallSID: f.sid("C"), AccountSID: AccountSID, PropertySID: PropertySID, From: "+61491570110", To: "+61255501200",
			Endpoint: "+61491570156", Disposition: numbers.CallAnswered, Duration: 184,
		},
		StartDate: start.Unix(),
	}
	f.calls = append(f.calls, c)
	return c.CallSID
}

func (f *Fake) getCall(r *http.Request, _ []byte) *reply {
	for _, c := range f.calls {
		if c.CallSID == r.PathValue("call") {
			return ok(callAnswer{c})
		}
	}
	return notFound(numbers.CodeCallNotFound)
}

// listCalls hands out tokens that count the calls written so far.
func (f *Fake) listCalls(r *http.Request, _ []byte) *reply {
	belongs, no := f.scope(r)
	if no != nil {
		return no
	}
	q := r.URL.Query()
	dispositions, no := words(q, "Disposition", numbers.CodeUnknownDisposition, "Answered", "IVR", "Busy", "NoAnswer", "Failed")
	if no != nil {
		return no
	}
	since, from, to := 0, int64(0), int64(1)<<62
	if token := q.Get("Token"); token != "" {
		n, err := strconv.Atoi(token)
		if err != nil || n < 0 || n > len(f.calls) {
			return invalid(numbers.CodeParameterInvalid, "Token")
		}
		since = n
	} else if from, to, no = window(q); no != nil {
		return no
	}
	var list []*call
	for _, c := range f.calls[since:] {
		if belongs(c.PropertySID) && from <= c.StartDate && c.StartDate < to && (dispositions == nil || contains(dispositions, string(c.Disposition))) {
			list = append(list, c)
		}
	}
	page, no := slice(q, list, 200)
	if no != nil {
		return no
	}
	return ok(callsAnswer{page, strconv.Itoa(len(f.calls))})
}

func (f *Fake) listFlows(r *http.Request, _ []byte) *reply {
	property, no := f.property(r.PathValue("property"))
	if no != nil {
		return no
	}
	list := slices.DeleteFunc(slices.Clone(f.flows), func(flow *numbers.Flow) bool { return flow.PropertySID != property.PropertySID })
	page, no := slice(r.URL.Query(), list, 50)
	if no != nil {
		return no
	}
	return ok(flowsAnswer{page})
}
