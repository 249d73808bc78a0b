package numbers_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/numbers"
	"github.com/vendorkit/vendorkit-go/numbers/numberstest"
	"github.com/vendorkit/vendorkit-go/retry"
)

var (
	newAddress = &numbers.AddressCreateParams{Reference: "site-7", Line1: "7 Harbour Row", City: "Sydney", CountryCode: "AU"}
	newSMS     = &numbers.MessageSendParams{To: "+61491570006", Text: "Doors open at 9.", ExternalID: "sms-7"}
	newLogin   = &numbers.OnlineLoginCreateParams{
		Email: "pat@example.com", Password: "correct horse", FirstName: "Pat", LastName: "Nguyen", Scopes: numbers.Scopes{numbers.ScopeReporting},
	}
	newProperty = &numbers.PropertyCreateParams{Name: "Retail NZ", MainDomain: "retail.example.nz", TimeZone: "New Zealand Standard Time"}
	newBlock    = &numbers.NumberBlockBuyParams{NumberBlockSID: numberstest.BlockSID, AnswerPoint: "+61255501999"}
)

// onceWrites are the writes that a second request would do again, the name under
// which the fake counts them, and the helper that tells afterwards.
var onceWrites = map[string]struct {
	id    string
	write func(ctx context.Context, c *numbers.Client) error
	found func(ctx context.Context, c *numbers.Client) (int, error)
}{
	"Numbers.Buy": {
		numberstest.StockNumber(7),
		func(ctx context.Context, c *numbers.Client) error {
			_, err := c.Numbers.Buy(ctx, propertySID, &numbers.NumberBuyParams{Number: numberstest.StockNumber(7)})
			return err
		},
		func(ctx context.Context, c *numbers.Client) (int, error) {
			n, bought, err := c.Numbers.FindBought(ctx, propertySID, numberstest.StockNumber(7))
			return count(bought && n.Number == numberstest.StockNumber(7)), err
		},
	},
	"NumberBlocks.Buy": {
		numberstest.BlockSID,
		func(ctx context.Context, c *numbers.Client) error {
			_, err := c.NumberBlocks.Buy(ctx, propertySID, newBlock)
			return err
		},
		func(ctx context.Context, c *numbers.Client) (int, error) {
			b, bought, err := c.NumberBlocks.FindBought(ctx, propertySID, numberstest.BlockSID)
			return count(bought && b.ID == 418), err
		},
	},
	"Addresses.Create": {
		"site-7",
		func(ctx context.Context, c *numbers.Client) error {
			_, err := c.Addresses.Create(ctx, newAddress)
			return err
		},
		func(ctx context.Context, c *numbers.Client) (int, error) {
			found, err := c.Addresses.FindByReference(ctx, "site-7")
			return len(found), err
		},
	},
	"Messages.Send": {
		"sms-7",
		func(ctx context.Context, c *numbers.Client) error {
			_, err := c.Messages.Send(ctx, propertySID, newSMS)
			return err
		},
		findSMS,
	},
	"Messages.SendBatch": {
		"sms-7",
		func(ctx context.Context, c *numbers.Client) error {
			_, err := c.Messages.SendBatch(ctx, propertySID, []*numbers.MessageSendParams{newSMS, {To: "+61491570007", Text: "Bring a friend."}})
			return err
		},
		findSMS,
	},
	"Properties.Create": {
		"Retail NZ",
		func(ctx context.Context, c *numbers.Client) error {
			_, err := c.Properties.Create(ctx, newProperty)
			return err
		},
		func(ctx context.Context, c *numbers.Client) (int, error) {
			found, err := c.Properties.FindByName(ctx, "Retail NZ", "RETAIL.example.nz")
			return len(found), err
		},
	},
	"OnlineLogins.Create": {
		"pat@example.com",
		func(ctx context.Context, c *numbers.Client) error {
			_, err := c.OnlineLogins.Create(ctx, propertySID, newLogin)
			return err
		},
		func(ctx context.Context, c *numbers.Client) (int, error) {
			found, err := c.OnlineLogins.FindByEmail(ctx, "Pat@Example.com")
			return len(found), err
		},
	},
}

func findSMS(ctx context.Context, c *numbers.Client) (int, error) {
	now := time.Now()
	found, err := c.Messages.FindSent(ctx, propertySID, newSMS, now.Add(-time.Minute), now.Add(time.Minute))
	return len(found), err
}

func count(found bool) int {
	if found {
		return 1
	}
	return 0
}

// The API has no idempotency keys: none of these is sent twice, whatever happens, and
// for each there is a way to find out.
func TestOnceWritesAreSentOnce(t *testing.T) {
	t.Parallel()
	faults := map[string]struct {
		fault     clienttest.Fault
		processed int
	}{
		"dropped before":        {clienttest.DropBefore(), 0},
		"dropped after":         {clienttest.DropAfter(), 1},
		"answer cut":            {clienttest.ResetMidBody(), 1},
		"503 after processing":  {clienttest.AnswerAfter(http.StatusServiceUnavailable, "text/plain", "busy"), 1},
		"500 before processing": {clienttest.HTMLPage(http.StatusInternalServerError), 0},
		"login wall":            {clienttest.HTMLPage(http.StatusOK), 0},
		"truncated answer":      {clienttest.Truncate(9), 1},
	}
	for name, w := range onceWrites {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for what, f := range faults {
				c, fake, wire := inMemory(t)
				n, err := w.found(t.Context(), c)
				require.NoError(t, err, what)
				require.Zero(t, n, what)
				before := wire.Count()
				wire.Script.Next(f.fault)
				unknownOutcome(t, w.write(t.Context(), c))
				assert.Equal(t, 1, wire.Count()-before, what)
				assert.Equal(t, f.processed, fake.Processed(w.id), what)
				n, err = w.found(t.Context(), c)
				require.NoError(t, err, what)
				assert.Equal(t, f.processed, n, "%s: what the helper finds", what)
			}
			// A refusal says for certain that nothing happened.
			c, _, wire := inMemory(t)
			wire.Script.Next(clienttest.Answer(http.StatusBadRequest, "application/json", string(sample(t, "error_property_not_found.json"))))
			err := w.write(t.Context(), c)
			isA[*numbers.NotFoundError](t, err)
			assert.NotErrorIs(t, err, client.ErrOutcomeUnknown)
		})
	}
}

// What was never sent may be sent.
func TestUnsentWriteIsRepeated(t *testing.T) {
	t.Parallel()
	c := newClient(t, clienttest.RefuseDial(), numbers.Wire{}, client.WithRetry(retry.Policy{MaxAttempts: 3, BaseDelay: time.Millisecond}))
	_, err := c.Messages.Send(t.Context(), propertySID, newSMS)
	assert.Equal(t, 3, as[*client.CallError](t, err).Attempts)
	assert.NotErrorIs(t, err, client.ErrOutcomeUnknown)
}

// Writes that set values are repeated, and patches too.
func TestRepeatableWrites(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	for name, write := range map[string]func(c *numbers.Client) error{
		"Numbers.Configure": func(c *numbers.Client) error {
			_, err := c.Numbers.Configure(ctx, heldNumber, &numbers.NumberConfigureParams{Friendly: "x"})
			return err
		},
		"NumberBlocks.Configure": func(c *numbers.Client) error {
			_, err := c.NumberBlocks.Configure(ctx, numberstest.BlockSID, &numbers.NumberBlockConfigureParams{PropertySID: propertySID, Source: "radio"})
			return err
		},
		"Properties.Update": func(c *numbers.Client) error {
			return c.Properties.Update(ctx, propertySID, &numbers.PropertyUpdateParams{Name: new("x")})
		},
		"OnlineLogins.Update": func(c *numbers.Client) error {
			all, err := c.OnlineLogins.FindByEmail(ctx, newLogin.Email)
			if err != nil {
				return err
			}
			return c.OnlineLogins.Update(ctx, all[0].OnlineLoginSID, &numbers.OnlineLoginUpdateParams{Enabled: new(true)})
		},
	} {
		c, _, wire := inMemory(t)
		_, err := c.OnlineLogins.Create(ctx, propertySID, newLogin)
		require.NoError(t, err)
		_, err = c.NumberBlocks.Buy(ctx, propertySID, newBlock)
		require.NoError(t, err)
		for _, method := range []string{http.MethodPost, http.MethodPatch} {
			wire.Script.Match(method, "/v2").Next(clienttest.DropAfter(), clienttest.HTMLPage(http.StatusBadGateway))
		}
		require.NoError(t, write(c), name)
		assert.Equal(t, 2, wire.Script.Pending(), "%s: two faults of one method are left over", name)
	}
}

// Delete that finds the address gone is a success only if an earlier attempt may
// have removed it.
func TestDeleteFindsItGone(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		faults []clienttest.Fault
		exists bool
		ok     bool
	}{
		"at once":                    {nil, true, true},
		"never there":                {nil, false, false},
		"answer lost":                {[]clienttest.Fault{clienttest.DropAfter()}, true, true},
		"503 after processing":       {[]clienttest.Fault{clienttest.AnswerAfter(503, "text/plain", "busy")}, true, true},
		"request lost":               {[]clienttest.Fault{clienttest.DropBefore()}, true, true},
		"never there, 429 before":    {[]clienttest.Fault{clienttest.EmptyBody(429)}, false, false},
		"never there, request lost":  {[]clienttest.Fault{clienttest.DropBefore()}, false, true}, // nobody can tell
		"lost, then a different no":  {[]clienttest.Fault{clienttest.DropAfter(), clienttest.Answer(403, "application/json", `{"ResponseStatus":{"ErrorCode":"FORBIDDEN"}}`)}, true, false},
		"lost, then account missing": {[]clienttest.Fault{clienttest.DropAfter(), clienttest.Answer(400, "application/json", `{"ResponseStatus":{"ErrorCode":"ACCOUNT_NOT_FOUND"}}`)}, true, false},
	} {
		c, _, wire := inMemory(t)
		sid := "D0"
		if test.exists {
			a, err := c.Addresses.Create(t.Context(), newAddress)
			require.NoError(t, err)
			sid = a.AddressSID
		}
		wire.Script.Next(test.faults...)
		err := c.Addresses.Delete(t.Context(), sid)
		assert.Equal(t, test.ok, err == nil, "%s: %v", name, err)
	}
	c, _, _ := inMemory(t)
	err := c.Addresses.Delete(t.Context(), numberstest.AddressSID)
	assert.Equal(t, numbers.CodeAddressCannotBeDeleted, as[*numbers.ConflictError](t, err).ErrorCode)
}

// FindBought must never take another failure for "not bought": what follows is a
// second purchase.
func TestFindBought(t *testing.T) {
	t.Parallel()
	missing := string(sample(t, "error_number_not_found.json"))
	for name, test := range map[string]struct {
		status int
		body   string
		bought bool
		class  error
	}{
		"bought":           {200, `{"Number":"+61255501200","PropertySid":"` + propertySID + `"}`, true, nil},
		"not bought":       {400, missing, false, nil},
		"not bought, 404":  {404, missing, false, nil},
		"404 of a proxy":   {404, `<html>`, false, client.ErrNotFound},
		"account unknown":  {400, `{"ResponseStatus":{"ErrorCode":"ACCOUNT_NOT_FOUND"}}`, false, client.ErrNotFound},
		"other property":   {200, `{"Number":"+61255501200","PropertySid":"S2"}`, false, client.ErrConflict},
		"no property":      {200, `{"Number":"+61255501200"}`, false, client.ErrOutcomeUnknown},
		"not ours":         {403, `{"ResponseStatus":{"ErrorCode":"FORBIDDEN"}}`, false, client.ErrForbidden},
		"wrong credential": {401, ``, false, client.ErrUnauthorized},
	} {
		c, _ := answering(t, test.status, test.body)
		n, bought, err := c.Numbers.FindBought(t.Context(), propertySID, heldNumber)
		assert.Equal(t, test.bought, bought, name)
		assert.Equal(t, test.bought, n != nil, name)
		if test.class == nil {
			assert.NoError(t, err, name)
		} else {
			assert.ErrorIs(t, err, test.class, name)
		}
	}
}

// A filter that the vendor ignores must not make a stranger's address ours.
func TestFindByReferenceCompares(t *testing.T) {
	t.Parallel()
	c, _ := answering(t, 200, `{"Addresses":[{"AddressSid":"D1","Reference":"site-1"},{"AddressSid":"D2","Reference":"site-7"},{"AddressSid":"D3"}]}`)
	found, err := c.Addresses.FindByReference(t.Context(), "site-7")
	require.NoError(t, err)
	require.Len(t, found, 1)
	assert.Equal(t, "D2", found[0].AddressSID)
}
