package numbers_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/auth"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/numbers"
)

// What is certain to be wrong costs no request.
func TestRefusedBeforeSending(t *testing.T) {
	t.Parallel()
	c, _, wire := inMemory(t)
	ctx, now := t.Context(), time.Now()
	address := numbers.AddressCreateParams{Line1: "1", City: "c", CountryCode: "AU"}
	message := func(m numbers.MessageSendParams) func() error {
		return func() error { _, err := c.Messages.Send(ctx, "S1", &m); return err }
	}
	calls := func(p numbers.CallListParams) func() error {
		return func() error { _, err := c.Calls.List(ctx, &p); return err }
	}
	login := func(p numbers.OnlineLoginUpdateParams) func() error {
		return func() error { return c.OnlineLogins.Update(ctx, "u", &p) }
	}
	tooMany := make([]*numbers.MessageSendParams, numbers.MaxBatch+1)
	for i := range tooMany {
		tooMany[i] = &numbers.MessageSendParams{To: "+61491570006", Text: "x"}
	}
	for name, call := range map[string]func() error{
		"number with spaces": func() error { _, err := c.Numbers.Get(ctx, "+61 2 5550 1234"); return err },
		"number with a path": func() error { _, err := c.Numbers.Get(ctx, "../Accounts/1"); return err },
		"national number":    func() error { _, err := c.Numbers.Get(ctx, "0255501234"); return err },
		"empty number":       func() error { _, err := c.Numbers.Get(ctx, ""); return err },
		"two scopes": func() error {
			_, err := c.Numbers.List(ctx, &numbers.NumberListParams{PropertySID: "S", AccountSID: "A"})
			return err
		},
		"negative count": func() error { _, err := c.Numbers.List(ctx, &numbers.NumberListParams{Count: -1}); return err },
		"negative skip":  func() error { _, err := c.Addresses.List(ctx, &numbers.AddressListParams{Skip: -1}); return err },
		"value with a comma": func() error {
			_, err := c.Numbers.List(ctx, &numbers.NumberListParams{Types: []numbers.NumberType{"a,b"}})
			return err
		},
		"buy nothing": func() error { _, err := c.Numbers.Buy(ctx, "S1", nil); return err },
		"buy without a plus": func() error {
			_, err := c.Numbers.Buy(ctx, "S1", &numbers.NumberBuyParams{Number: "61370100001"})
			return err
		},
		"buy for nobody": func() error {
			_, err := c.Numbers.Buy(ctx, "", &numbers.NumberBuyParams{Number: "+61370100001"})
			return err
		},
		"configure nothing":    func() error { _, err := c.Numbers.Configure(ctx, heldNumber, nil); return err },
		"bought by nobody":     func() error { _, _, err := c.Numbers.FindBought(ctx, "", heldNumber); return err },
		"no address":           func() error { _, err := c.Addresses.Get(ctx, ""); return err },
		"dots":                 func() error { return c.Addresses.Delete(ctx, "..") },
		"address without city": func() error { a := address; a.City = ""; _, err := c.Addresses.Create(ctx, &a); return err },
		"country in full": func() error {
			a := address
			a.CountryCode = "Australia"
			_, err := c.Addresses.Create(ctx, &a)
			return err
		},
		"address of nothing":     func() error { _, err := c.Addresses.Create(ctx, nil); return err },
		"empty reference":        func() error { _, err := c.Addresses.FindByReference(ctx, ""); return err },
		"no dates, no token":     calls(numbers.CallListParams{}),
		"one date":               calls(numbers.CallListParams{From: now}),
		"dates and token":        calls(numbers.CallListParams{From: now, To: now, Token: "t"}),
		"dates turned round":     calls(numbers.CallListParams{From: now, To: now.Add(-time.Hour)}),
		"dates before 1970":      calls(numbers.CallListParams{From: time.Unix(-5, 0), To: now}),
		"calls of two":           calls(numbers.CallListParams{PropertySID: "S", AccountSID: "A", Token: "t"}),
		"messages without dates": func() error { _, err := c.Messages.List(ctx, "S1", nil); return err },
		"no recipient":           message(numbers.MessageSendParams{Text: "x"}),
		"no text":                message(numbers.MessageSendParams{To: "+61491570006"}),
		"sender too long":        message(numbers.MessageSendParams{To: "+61491570006", Text: "x", From: "The Showroom"}),
		"empty batch":            func() error { _, err := c.Messages.SendBatch(ctx, "S1", nil); return err },
		"batch with a nil":       func() error { _, err := c.Messages.SendBatch(ctx, "S1", []*numbers.MessageSendParams{nil}); return err },
		"batch too large":        func() error { _, err := c.Messages.SendBatch(ctx, "S1", tooMany); return err },
		"find nothing sent":      func() error { _, err := c.Messages.FindSent(ctx, "S1", nil, now, now); return err },
		"property without zone": func() error {
			_, err := c.Properties.Create(ctx, &numbers.PropertyCreateParams{Name: "n", MainDomain: "d"})
			return err
		},
		"patch nothing":         func() error { return c.Properties.Update(ctx, "S1", nil) },
		"patch no login":        login(numbers.OnlineLoginUpdateParams{}),
		"permission of nothing": login(numbers.OnlineLoginUpdateParams{Permissions: []numbers.Permission{{Scopes: numbers.Scopes{"Manage"}}}}),
		"permission of both":    login(numbers.OnlineLoginUpdateParams{Permissions: []numbers.Permission{{AccountSID: "A", PropertySID: "S", Scopes: numbers.Scopes{"Manage"}}}}),
		"permission to nothing": login(numbers.OnlineLoginUpdateParams{Permissions: []numbers.Permission{{AccountSID: "A"}}}),
		"login without password": func() error {
			_, err := c.OnlineLogins.Create(ctx, "S1", &numbers.OnlineLoginCreateParams{Email: "e", FirstName: "f", LastName: "l", Scopes: numbers.Scopes{"Manage"}})
			return err
		},
		"block without point": func() error {
			_, err := c.NumberBlocks.Buy(ctx, "S1", &numbers.NumberBlockBuyParams{NumberBlockSID: "B"})
			return err
		},
		"block of two": func() error {
			_, err := c.NumberBlocks.Search(ctx, "x", &numbers.NumberBlockListParams{PropertySID: "S", AccountSID: "A"})
			return err
		},
		"negative page": func() error {
			_, err := c.NumberBlocks.List(ctx, &numbers.NumberBlockListParams{PageIndex: -1})
			return err
		},
		"block of nobody": func() error {
			_, err := c.NumberBlocks.Configure(ctx, "B", &numbers.NumberBlockConfigureParams{Source: "s"})
			return err
		},
		"block, nothing to set": func() error {
			_, err := c.NumberBlocks.Configure(ctx, "B", &numbers.NumberBlockConfigureParams{PropertySID: "S"})
			return err
		},
		"block bought by nobody": func() error { _, _, err := c.NumberBlocks.FindBought(ctx, "", "B"); return err },
	} {
		err := call()
		require.ErrorIs(t, err, client.ErrInvalid, name)
		assert.NotErrorIs(t, err, client.ErrOutcomeUnknown, name)
		assert.Equal(t, numbers.Vendor, as[*client.CallError](t, err).Vendor, name)
		assert.NotEmpty(t, as[*client.CallError](t, err).Operation, name)
	}
	assert.Zero(t, wire.Count())
}

func TestPathNumber(t *testing.T) {
	t.Parallel()
	for number, want := range map[string]string{
		"+61255501234": "61255501234", "61255501234": "61255501234", "+123456789012345": "123456789012345", "+6113": "", "+12345": "12345",
		"+1234567890123456": "", "++61255501234": "", "+0255501234": "", "6125550123a": "", "61-255501234": "", "٦١٢٥٥٥٠١٢٣٤": "", "+": "", "": "",
		"61255501234/..": "", "6125550%31234": "",
	} {
		got, err := numbers.PathNumber(number)
		assert.Equal(t, want, got, number)
		assert.Equal(t, want == "", err != nil, number)
	}
}

// Page send-sms: alphanumeric senders have 1 to 11 characters, letters, digits and
// spaces, at least one letter; or no sender; or a number.
func TestSender(t *testing.T) {
	t.Parallel()
	for from, ok := range map[string]bool{
		"": true, "+61491570156": true, "61491570156": true, "Showroom": true, "A": true, "Shop 24 AU": true, "12345678 1a": true,
		"Showroom AU12": false, "Show-room": false, "Café": false, " ": false, "12 34": false, "+": false, "+Shop": false, "a\nb": false,
	} {
		assert.Equal(t, ok, numbers.CheckSender(from) == nil, "%q", from)
	}
}

func TestCredentials(t *testing.T) {
	for _, missing := range []numbers.Credentials{{}, {AccountSID: "A"}, {Token: "t"}} {
		_, err := numbers.New(missing)
		require.ErrorIs(t, err, client.ErrInvalid)
		t.Setenv(numbers.EnvAccountSID, missing.AccountSID)
		t.Setenv(numbers.EnvToken, missing.Token.Reveal())
		_, err = numbers.CredentialsFromEnv()
		require.ErrorIs(t, err, client.ErrInvalid)
	}
	t.Setenv(numbers.EnvAccountSID, "A")
	t.Setenv(numbers.EnvToken, "t")
	credentials, err := numbers.CredentialsFromEnv()
	require.NoError(t, err)
	assert.Equal(t, numbers.Credentials{AccountSID: "A", Token: auth.Secret("t")}, credentials)
	c, err := numbers.New(credentials)
	require.NoError(t, err)
	assert.Equal(t, "A", c.AccountSID())
	assert.Equal(t, numbers.BaseURL, c.Core().BaseURL())
	assert.NotContains(t, fmt.Sprintf("%+v %#v", credentials, credentials), `"t"`)
	_, err = numbers.New(numbers.Credentials{AccountSID: "A:B", Token: "t"})
	require.Error(t, err, "a colon would move into the password")
}
