package numbers

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/vendorkit/vendorkit-go/client"
)

// refuse is the error of a call that was not sent, because its parameters are
// certain to be wrong.
func refuse(op *client.Operation, err error) error {
	return &client.CallError{Vendor: Vendor, Operation: op.Name, Cause: fmt.Errorf("%w: %w", client.ErrInvalid, err)}
}

// valueOf copies parameters; nil ones are empty.
func valueOf[T any](params *T) (value T) {
	if params != nil {
		value = *params
	}
	return value
}

// query collects query parameters and the first thing that is wrong with them.
type query struct {
	values url.Values
	err    error
}

func newQuery() *query { return &query{values: url.Values{}} }

func (q *query) fail(format string, args ...any) {
	if q.err == nil {
		q.err = fmt.Errorf(format, args...)
	}
}

func (q *query) text(name, value string) {
	if value != "" {
		q.values.Set(name, value)
	}
}

func (q *query) count(name string, n int) {
	switch {
	case n < 0:
		q.fail("%s is negative", name)
	case n > 0:
		q.values.Set(name, strconv.Itoa(n))
	}
}

func (q *query) flag(name string, value *bool) {
	if value != nil {
		q.values.Set(name, strconv.FormatBool(*value))
	}
}

// list joins values by commas. A value with a comma in it would arrive as two.
func list[S ~string](q *query, name string, values []S) {
	joined := make([]string, len(values))
	for i, v := range values {
		joined[i] = string(v)
		if strings.Contains(joined[i], ",") || joined[i] == "" {
			q.fail("%s holds an empty value, or one with a comma", name)
		}
	}
	q.text(name, strings.Join(joined, ","))
}

// window sets the dates: whole seconds since the epoch, the fraction dropped, so
// that windows that meet leave no gap and don't overlap.
func (q *query) window(from, to time.Time) {
	switch {
	case from.IsZero() || to.IsZero():
		q.fail("From and To are both needed")
	case from.Unix() < 0 || to.Unix() < 0:
		q.fail("From and To can't lie before 1970")
	case to.Before(from):
		q.fail("To lies before From")
	default:
		q.values.Set("Date_From", strconv.FormatInt(from.Unix(), 10))
		q.values.Set("Date_To", strconv.FormatInt(to.Unix(), 10))
	}
}

// scope chooses between the two paths of a listing. Without a property it is
// the account's: the one of the parameters, or else the client's own.
func (a *api) scope(property, account string, byProperty, byAccount *client.Operation) (op *client.Operation, sid string, err error) {
	switch {
	case property != "" && account != "":
		return byProperty, "", refuse(byProperty, errTwoScopes)
	case property != "":
		return byProperty, property, nil
	case account != "":
		return byAccount, account, nil
	}
	return byAccount, a.account, nil
}
