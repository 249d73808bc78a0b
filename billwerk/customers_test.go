package billwerk_test

import (
	"context"
	"net/http"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
)

const aCustomer = `{"handle":"c-1"}`

func customerOperations() map[string]operation {
	return map[string]operation{
		"create": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Customers.Create(ctx, &billwerk.CustomerCreateParams{Handle: "c-1"}))
		}, "POST", "/v1/customer", aCustomer, true, false},
		"create with generated handle": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Customers.Create(ctx, &billwerk.CustomerCreateParams{GenerateHandle: true}))
		}, "POST", "/v1/customer", aCustomer, false, false},
		"get": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Customers.Get(ctx, "a@b"))
		}, "GET", "/v1/customer/a@b", aCustomer, true, false},
		"update": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Customers.Update(ctx, "c-1", nil))
		}, "PUT", "/v1/customer/c-1", aCustomer, true, false},
		"delete": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Customers.Delete(ctx, "c-1"))
		}, "DELETE", "/v1/customer/c-1", aCustomer, true, false},
		"metadata": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Customers.Metadata(ctx, "c-1"))
		}, "GET", "/v1/customer/c-1/metadata", anObject, true, false},
		"set metadata": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Customers.SetMetadata(ctx, "c-1", billwerk.Metadata{"k": 1}))
		}, "PUT", "/v1/customer/c-1/metadata", anObject, true, false},
		"delete metadata": {func(ctx context.Context, c *billwerk.Client) error {
			return c.Customers.DeleteMetadata(ctx, "c-1")
		}, "DELETE", "/v1/customer/c-1/metadata", "", true, false},
		"notes": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Customers.Notes(ctx, "c-1"))
		}, "GET", "/v1/customer/c-1/note", `[{"id":"n1","note":"x"}]`, true, false},
		"create note": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Customers.CreateNote(ctx, "c-1", &billwerk.CustomerNoteParams{Note: "called"}))
		}, "POST", "/v1/customer/c-1/note", `{"id":"n1","note":"called"}`, false, false},
		"create invoice": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Customers.CreateInvoice(ctx, "c-1", &billwerk.CustomerInvoiceParams{
				Handle: "i-1", OrderLines: []billwerk.OrderLineParams{{Text: "Book", Amount: 100}},
			}))
		}, "POST", "/v1/customer/c-1/invoice", anInv, true, false},
	}
}

// A customer as it is, and the fields that Update can change.
var (
	storedCustomer = map[string]any{
		"handle": "c-1", "created": "2025-03-14T09:20:11.402+00:00", "active_subscriptions": 1, "settled_amount": 12900,
		"email": "ida.holm@example.org", "first_name": "Ida", "last_name": "Holm", "company": "Holm ApS", "vat": "DK12345678",
		"address": "Havnegade 7", "address2": "2. th", "postal_code": "5000", "city": "Odense", "country": "DK",
		"phone": "+4520304050", "language": "da_DK", "debtor_id": 7, "invoice_email": "books@example.org", "dunning_email": "late@example.org",
	}
	writtenCustomer = map[string]any{
		"email": "ida.holm@example.org", "first_name": "Ida", "last_name": "Holm", "company": "Holm ApS", "vat": "DK12345678",
		"address": "Havnegade 7", "address2": "2. th", "postal_code": "5000", "city": "Odense", "country": "DK",
		"phone": "+4520304050", "language": "da_DK", "debtor_id": 7, "invoice_email": "books@example.org", "dunning_email": "late@example.org",
	}
)

func encoded(t *testing.T, v any) string {
	t.Helper()
	data, err := client.Marshal(v)
	require.NoError(t, err)
	return string(data)
}

// PUT deletes what it doesn't name (page updatecustomerjson), so a change sends
// all the rest along.
func TestModifyCustomerKeepsTheRest(t *testing.T) {
	t.Parallel()
	c, transport := apiOf(t, says(http.StatusOK, encoded(t, storedCustomer)))
	_, err := c.Customers.Modify(t.Context(), "c-1", func(p *billwerk.CustomerUpdateParams) { p.City, p.Address2 = "Aarhus", "" })
	require.NoError(t, err)
	requests := transport.Requests()
	require.Len(t, requests, 2)
	assert.Equal(t, "GET /v1/customer/c-1", requests[0].Method+" "+requests[0].Path)
	assert.Equal(t, "PUT /v1/customer/c-1", requests[1].Method+" "+requests[1].Path)
	want := merged(writtenCustomer, map[string]any{"city": "Aarhus"})
	delete(want, "address2")
	assert.JSONEq(t, encoded(t, want), string(requests[1].Body))
}

const concurrent = `{"code":74,"error":"Concurrent resource update","http_status":400}`

// Code 74 asks to read again and then to repeat.
func TestModifyStartsAgainAfterAConcurrentUpdate(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		conflicts, requests int
		fails               bool
	}{
		"none": {0, 2, false}, "once": {1, 4, false}, "twice": {2, 6, false}, "always": {99, 6, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, transport := apiOf(t, says(http.StatusOK, encoded(t, storedCustomer)))
			for range test.conflicts {
				transport.Script.Match("PUT", "/").Next(clienttest.AnswerAfter(http.StatusBadRequest, "application/json", concurrent))
			}
			changes := 0
			_, err := c.Customers.Modify(t.Context(), "c-1", func(p *billwerk.CustomerUpdateParams) {
				changes++
				p.Company += "!"
			})
			requests := transport.Requests()
			assert.Len(t, requests, test.requests)
			assert.Equal(t, test.requests/2, changes)
			for _, r := range requests {
				if r.Method == http.MethodPut {
					assert.Contains(t, string(r.Body), `"Holm ApS!"`, "each try starts from what was read")
				}
			}
			if !test.fails {
				require.NoError(t, err)
				return
			}
			require.ErrorIs(t, err, client.ErrConflict)
		})
	}
}

// If an earlier attempt may have written, changing what is read again would change
// it twice.
func TestModifyDoesNotStartAgainAfterAnUnknownOutcome(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c, transport := apiOf(t, says(http.StatusOK, encoded(t, storedCustomer)))
		transport.Script.Match("PUT", "/").Next(clienttest.DropAfter(), clienttest.Answer(http.StatusBadRequest, "application/json", concurrent))
		changes := 0
		_, err := c.Customers.Modify(t.Context(), "c-1", func(*billwerk.CustomerUpdateParams) { changes++ })
		require.ErrorIs(t, err, client.ErrOutcomeUnknown)
		assert.Equal(t, 1, changes)
		assert.Len(t, transport.Requests(), 3)
	})
}

func TestModifyGivesReadErrors(t *testing.T) {
	t.Parallel()
	c, transport := apiOf(t, says(http.StatusNotFound, `{"code":9,"error":"Customer not found"}`))
	never := func(*billwerk.CustomerUpdateParams) { t.Error("there is nothing to change") }
	_, err := c.Customers.Modify(t.Context(), "c-1", never)
	require.ErrorIs(t, err, client.ErrNotFound)
	assert.Equal(t, 1, transport.Count())
	_, err = c.Customers.Modify(t.Context(), "c-1", nil)
	require.ErrorIs(t, err, client.ErrInvalid)
	_, err = c.Plans.Modify(t.Context(), "p-1", nil)
	require.ErrorIs(t, err, client.ErrInvalid)
	assert.Equal(t, 1, transport.Count())
}

// The samples of the documentation, both ways.
func TestCustomerSamples(t *testing.T) {
	t.Parallel()
	c, transport := apiOf(t, says(http.StatusOK, sample(t, "customer.json")))
	customer, err := c.Customers.Create(t.Context(), &billwerk.CustomerCreateParams{
		Handle: "c-20418", Email: "ida.holm@example.org", FirstName: "Ida", LastName: "Holm", Address: "Havnegade 7",
		PostalCode: "5000", City: "Odense", Country: "DK", Phone: "+4520304050", Language: "da_DK",
		Metadata: billwerk.Metadata{"crm_id": 88123},
	})
	require.NoError(t, err)
	assert.JSONEq(t, sample(t, "customer_create.json"), string(transport.Requests()[0].Body))
	assert.Equal(t, "c-20418", customer.Handle)
	assert.True(t, customer.Test)
	assert.Equal(t, "2025-03-14T09:20:11.402Z", customer.Created.String())
	assert.True(t, customer.Deleted.IsZero())
}

// What is certain to be wrong is refused before it is sent.
func TestCustomersRefuse(t *testing.T) {
	t.Parallel()
	c, transport := apiOf(t, says(http.StatusOK, aCustomer))
	line := billwerk.OrderLineParams{Text: "Book", Amount: 100}
	for name, call := range map[string]func(context.Context) error{
		"no parameters": func(ctx context.Context) error { return drop(c.Customers.Create(ctx, nil)) },
		"two handles": func(ctx context.Context) error {
			return drop(c.Customers.Create(ctx, &billwerk.CustomerCreateParams{Handle: "c-1", GenerateHandle: true}))
		},
		"strange handle": func(ctx context.Context) error {
			return drop(c.Customers.Create(ctx, &billwerk.CustomerCreateParams{Handle: "søn"}))
		},
		"empty path":   func(ctx context.Context) error { return drop(c.Customers.Get(ctx, "")) },
		"empty note":   func(ctx context.Context) error { return drop(c.Customers.CreateNote(ctx, "c-1", nil)) },
		"nil metadata": func(ctx context.Context) error { return drop(c.Customers.SetMetadata(ctx, "c-1", nil)) },
		"invoice without lines": func(ctx context.Context) error {
			return drop(c.Customers.CreateInvoice(ctx, "c-1", &billwerk.CustomerInvoiceParams{Handle: "i-1"}))
		},
		"invoice without handle": func(ctx context.Context) error {
			return drop(c.Customers.CreateInvoice(ctx, "c-1", &billwerk.CustomerInvoiceParams{OrderLines: []billwerk.OrderLineParams{line}}))
		},
		"too many lines": func(ctx context.Context) error {
			return drop(c.Customers.CreateInvoice(ctx, "c-1", &billwerk.CustomerInvoiceParams{
				Handle: "i-1", OrderLines: make([]billwerk.OrderLineParams, billwerk.MaxOrderLines+1),
			}))
		},
		"transfer without date": func(ctx context.Context) error {
			return drop(c.Customers.CreateInvoice(ctx, "c-1", &billwerk.CustomerInvoiceParams{
				Handle: "i-1", OrderLines: []billwerk.OrderLineParams{line}, ManualTransfer: &billwerk.ManualTransfer{Method: billwerk.TransferCash},
			}))
		},
		"settle date with a zone": func(ctx context.Context) error {
			return drop(c.Customers.CreateInvoice(ctx, "c-1", &billwerk.CustomerInvoiceParams{
				Handle: "i-1", OrderLines: []billwerk.OrderLineParams{line}, Settle: &billwerk.InvoiceSettleParams{Due: "2025-01-01Z"},
			}))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.ErrorIs(t, call(t.Context()), client.ErrInvalid)
		})
	}
	t.Cleanup(func() { assert.Zero(t, transport.Count()) })
}
