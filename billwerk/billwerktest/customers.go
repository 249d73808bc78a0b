package billwerktest

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/vendorkit/vendorkit-go/billwerk"
)

// customer is a customer, and what belongs to it.
type customer struct {
	seq              int
	handle           string
	fields           object // what PUT replaces
	test             bool
	created, deleted time.Time
	metadata         json.RawMessage
	notes            []object
	invoices         []*invoice
	subscriptions    []*subscription
	updates          int
	told             toldCustomer // what there were events of
}

const customerFields = "email address address2 city country phone company vat language first_name last_name postal_code debtor_id invoice_email dunning_email"

// Models CreateCustomer, and UpdateCustomer; invoice_email and dunning_email
// are in the newer documentation only.
var (
	updateCustomer = fields(`email address address2 city country phone company vat language first_name last_name
		postal_code debtor_id:int invoice_email dunning_email`)
	createCustomer = fields(`handle test:bool metadata:obj generate_handle:bool email address address2 city country phone
		company vat language first_name last_name postal_code debtor_id:int invoice_email dunning_email`)
)

// customerList: what the filter name looks at is not documented, the full name is
// a guess.
func customerList() listing {
	l := listing{
		filters: filters(`handle handle_prefix handle_contains email email_prefix first_name last_name address address2
			postal_code city country phone company vat debtor_id`),
		ranges: map[string]string{"created": "created"},
	}
	l.filters["name"] = func(view object, values []string) (bool, error) {
		return strings.TrimSpace(text(view["first_name"])+" "+text(view["last_name"])) == values[0], nil
	}
	return l
}

func customerRoutes() []route {
	return []route{
		{"POST /v1/customer", createCustomer, (*Fake).createCustomer},
		{"GET /v1/customer/{handle}", nil, (*Fake).getCustomer},
		{"PUT /v1/customer/{handle}", updateCustomer, (*Fake).updateCustomer},
		{"DELETE /v1/customer/{handle}", nil, (*Fake).deleteCustomer},
		{"GET /v1/list/customer", nil, (*Fake).listCustomers},
		{"GET /v1/customer/{handle}/metadata", nil, metadataOf((*Fake).customerMetadata, (*call).getMetadata)},
		{"PUT /v1/customer/{handle}/metadata", nil, metadataOf((*Fake).customerMetadata, (*call).putMetadata)},
		{"DELETE /v1/customer/{handle}/metadata", nil, metadataOf((*Fake).customerMetadata, (*call).deleteMetadata)},
		{"GET /v1/customer/{handle}/note", nil, (*Fake).customerNotes},
		{"POST /v1/customer/{handle}/note", fields("note* user_name user_email"), (*Fake).createNote},
		{"POST /v1/customer/{handle}/invoice", createCustomerInvoice, (*Fake).createCustomerInvoice},
	}
}

func (f *Fake) createCustomer(c *call) (any, *refusal) {
	made, refused := f.newCustomer(c, c.body)
	if refused != nil {
		return nil, refused
	}
	return made.view(), nil
}

// newCustomer makes a customer of a CreateCustomer, here or within another
// request.
func (f *Fake) newCustomer(c *call, b body) (*customer, *refusal) {
	handle, refused := f.newHandle(b, "cust", func(handle string) bool {
		_, taken := f.customers.get(handle)
		return taken
	})
	if refused != nil {
		return nil, refused
	}
	if refused := f.guard(b); refused != nil {
		return nil, refused
	}
	fields := object{}
	b.copyTo(fields, customerFields)
	if refused := f.checkDebtor(nil, fields["debtor_id"]); refused != nil {
		return nil, refused
	}
	made := f.addCustomer(handle, fields, c.now)
	made.metadata = b["metadata"]
	reference := text(value[map[string]any](b, "metadata")["reference"])
	f.processed[reference]++
	c.undo = append(c.undo, func() {
		f.processed[reference]--
		f.customers.remove(made, handle)
	})
	return made, nil
}

func (f *Fake) addCustomer(handle string, fields object, created time.Time) *customer {
	made := &customer{seq: f.next(), handle: handle, fields: fields, test: !f.config.live, created: created}
	f.customers.add(made, handle)
	f.touch(made)
	return made
}

// newHandle is the own handle of a create, or a generated one.
func (f *Fake) newHandle(b body, prefix string, taken func(string) bool) (string, *refusal) {
	handle := b.text("handle")
	switch {
	case handle == "" && !b.flag("generate_handle"):
		return "", malformed("handle: required unless generate_handle")
	case handle == "":
		for {
			if handle = fmt.Sprintf("%s-%d", prefix, f.next()); !taken(handle) {
				return handle, nil
			}
		}
	case !validHandle(handle):
		return "", malformed("handle: 1 to 255 characters of [a-zA-Z0-9_.-@]")
	case taken(handle):
		return "", fail(billwerk.CodeDuplicateHandle)
	}
	return handle, nil
}

func validHandle(handle string) bool {
	return handle != "" && len(handle) <= 255 && strings.Trim(handle, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-@") == ""
}

// guard compares the field test with the mode of the account.
func (f *Fake) guard(b body) *refusal {
	switch {
	case !b.has("test") || b.flag("test") != f.config.live:
		return nil
	case f.config.live:
		return fail(billwerk.CodeTestDataNotAllowed)
	default:
		return fail(billwerk.CodeLiveDataNotAllowed)
	}
}

// checkDebtor keeps debtor ids unique, and as they were once set.
func (f *Fake) checkDebtor(of *customer, id any) *refusal {
	if of != nil && of.fields["debtor_id"] != nil && of.fields["debtor_id"] != id {
		return fail(billwerk.CodeCustomerDebtorIDCannotBeChanged)
	}
	if id == nil {
		return nil
	}
	for _, other := range f.customers.rows {
		if other != of && other.fields["debtor_id"] == id {
			return fail(billwerk.CodeCustomerDebtorIDExists)
		}
	}
	return nil
}

func (f *Fake) customer(handle string) (*customer, *refusal) {
	if c, found := f.customers.get(handle); found {
		return c, nil
	}
	return nil, fail(billwerk.CodeCustomerNotFound)
}

// liveCustomer is one who is not deleted.
func (f *Fake) liveCustomer(handle string) (*customer, *refusal) {
	c, refused := f.customer(handle)
	if refused == nil && !c.deleted.IsZero() {
		return nil, fail(billwerk.CodeCustomerHasBeenDeleted)
	}
	return c, refused
}

// customerOf is the customer of a request: an existing one, or one to be created
// if missing.
func (f *Fake) customerOf(c *call, handleField, objectField string) (*customer, *refusal) {
	handle := c.body.text(handleField)
	create, refused := c.body.object(objectField, createCustomer)
	switch {
	case refused != nil:
		return nil, refused
	case (handle == "") == (create == nil):
		return nil, fail(billwerk.CodeMissingCustomer)
	case handle != "":
		return f.liveCustomer(handle)
	}
	if _, exists := f.customers.get(create.text("handle")); exists {
		return f.liveCustomer(create.text("handle"))
	}
	return f.newCustomer(c, create)
}

// getCustomer shows deleted customers too: what the vendor does is not documented.
func (f *Fake) getCustomer(c *call) (any, *refusal) {
	found, refused := f.customer(c.PathValue("handle"))
	if refused != nil {
		return nil, refused
	}
	return found.view(), nil
}

func (f *Fake) updateCustomer(c *call) (any, *refusal) {
	found, refused := f.liveCustomer(c.PathValue("handle"))
	if refused != nil {
		return nil, refused
	}
	replaced := object{}
	c.body.copyTo(replaced, customerFields)
	if id, set := found.fields["debtor_id"]; set && !c.body.has("debtor_id") {
		replaced["debtor_id"] = id // "cannot be changed once set"
	}
	if refused := f.checkDebtor(found, replaced["debtor_id"]); refused != nil {
		return nil, refused
	}
	found.fields = replaced
	found.updates++
	f.touch(found)
	return found.view(), nil
}

func (f *Fake) deleteCustomer(c *call) (any, *refusal) {
	found, refused := f.liveCustomer(c.PathValue("handle"))
	if refused != nil {
		return nil, refused
	}
	for _, s := range found.subscriptions {
		if s.refresh(c.now); s.state != billwerk.SubscriptionExpired {
			return nil, fail(billwerk.CodeCustomerHasNonExpiredSubscriptions)
		}
	}
	if slices.ContainsFunc(found.invoices, (*invoice).unpaid) {
		return nil, fail(billwerk.CodeCustomerHasPendingInvoices)
	}
	found.deleted = c.now
	f.touch(found)
	return found.view(), nil
}

// listCustomers leaves deleted customers out: what the vendor does is not
// documented.
func (f *Fake) listCustomers(c *call) (any, *refusal) {
	rows := make([]row, 0, len(f.customers.rows))
	for _, found := range f.customers.rows {
		if found.deleted.IsZero() {
			rows = append(rows, row{found.seq, found.created, found.view})
		}
	}
	return f.list(c, customerList(), rows)
}

// view is the model Customer.
func (c *customer) view() object {
	v := object{"handle": c.handle, "test": c.test}
	v.stamp("created", c.created)
	v.stamp("deleted", c.deleted)
	maps.Copy(v, c.fields)
	states := map[string]int{}
	for _, s := range c.subscriptions {
		for _, state := range s.counters() {
			states[state]++
		}
	}
	v["subscriptions"] = states["active"]
	for _, state := range []string{"active", "trial_active", "trial_cancelled", "expired", "on_hold", "cancelled", "non_renewing"} {
		v[state+"_subscriptions"] = states[state]
	}
	addTotals(v, c.invoices)
	return v
}

// addTotals adds the counters that customers and subscriptions have. Costs and
// credits are not played.
func addTotals(v object, invoices []*invoice) {
	counts, amounts := map[billwerk.InvoiceState]int{}, map[billwerk.InvoiceState]int64{}
	refunded := int64(0)
	for _, i := range invoices {
		counts[i.state]++
		amounts[i.state] += i.amount()
		refunded += i.refunded
	}
	for _, state := range []billwerk.InvoiceState{
		billwerk.InvoiceFailed, billwerk.InvoiceCancelled, billwerk.InvoicePending, billwerk.InvoiceDunning, billwerk.InvoiceSettled,
	} {
		v[string(state)+"_invoices"], v[string(state)+"_amount"] = counts[state], amounts[state]
	}
	v["refunded_amount"] = refunded
	for _, name := range []string{"pending_additional_cost", "transferred_additional_cost", "pending_credit", "transferred_credit"} {
		v[name+"s"], v[name+"_amount"] = 0, 0
	}
}

func (f *Fake) customerNotes(c *call) (any, *refusal) {
	found, refused := f.customer(c.PathValue("handle"))
	if refused != nil {
		return nil, refused
	}
	return append([]object{}, found.notes...), nil
}

func (f *Fake) createNote(c *call) (any, *refusal) {
	found, refused := f.liveCustomer(c.PathValue("handle"))
	if refused != nil {
		return nil, refused
	}
	note := object{"id": f.newID()}
	note.stamp("created", c.now)
	c.body.copyTo(note, "note user_name user_email")
	found.notes = append(found.notes, note)
	return note, nil
}

func (f *Fake) customerMetadata(c *call) (*json.RawMessage, *refusal) {
	found, refused := f.customer(c.PathValue("handle"))
	if refused != nil {
		return nil, refused
	}
	return &found.metadata, nil
}
