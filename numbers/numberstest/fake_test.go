package numberstest_test

import (
	"errors"
	"math"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/numbers"
	"github.com/vendorkit/vendorkit-go/numbers/numberstest"
)

const (
	propertySID = numberstest.PropertySID
	otherSID    = numberstest.OtherPropertySID
	held        = "+61255501203"
)

// Every documented code that the fake's operations can lead to, and the way to
// it. What the client refuses by itself goes through Do.
func TestFakeCodes(t *testing.T) {
	t.Parallel()
	server := numberstest.NewServer(t)
	c := server.Client(t)
	ctx := t.Context()
	do := func(method, path string, body any) func() error {
		return func() error { return c.Do(ctx, method, path, nil, body, nil) }
	}
	address := func(change func(*numbers.AddressCreateParams)) func() error {
		p := &numbers.AddressCreateParams{Line1: "1", City: "c", CountryCode: "AU"}
		change(p)
		return func() error { _, err := c.Addresses.Create(ctx, p); return err }
	}
	configure := func(p numbers.NumberConfigureParams) func() error {
		return func() error { _, err := c.Numbers.Configure(ctx, held, &p); return err }
	}
	buy := func(property, number string) func() error {
		return func() error {
			_, err := c.Numbers.Buy(ctx, property, &numbers.NumberBuyParams{Number: number})
			return err
		}
	}
	type object map[string]any
	for _, test := range []struct {
		name string
		call func() error
		want numbers.Code
	}{
		{"no number", do(http.MethodPost, "/v2/Properties/"+propertySID+"/Numbers", object{}), numbers.CodeParameterRequired},
		{"bad number", do(http.MethodPost, "/v2/Properties/"+propertySID+"/Numbers", object{"Number": "0255501234"}), numbers.CodeInvalidPhoneNumberFormat},
		{"no such number", func() error { _, err := c.Numbers.Get(ctx, "+61200000000"); return err }, numbers.CodeNumberNotFound},
		{"bad number in the path", do(http.MethodGet, "/v2/Numbers/0255", nil), numbers.CodeInvalidPhoneNumberFormat},
		{"not in stock", buy(propertySID, "+61200000000"), numbers.CodeNumberNotFound},
		{"already ours", buy(propertySID, held), numbers.CodeNumberNotFound},
		{"of another property", buy(otherSID, held), numbers.CodeNumberBelongsToDifferentProperty},
		{"for no property", buy("S0", numberstest.StockNumber(1)), numbers.CodePropertyNotFound},
		{"with no such address", func() error {
			_, err := c.Numbers.Buy(ctx, propertySID, &numbers.NumberBuyParams{Number: numberstest.StockNumber(1), AddressSID: "D0"})
			return err
		}, numbers.CodeAddressNotFound},
		{"odd type", func() error {
			_, err := c.Numbers.List(ctx, &numbers.NumberListParams{Types: []numbers.NumberType{"Mobile"}})
			return err
		}, numbers.CodeUnknownNumberType},
		{"odd capability", func() error {
			_, err := c.Numbers.List(ctx, &numbers.NumberListParams{Capabilities: []numbers.Capability{"Fax"}})
			return err
		}, numbers.CodeUnknownCapability},
		{"odd disposition", func() error {
			_, err := c.Calls.List(ctx, &numbers.CallListParams{From: time.Unix(1, 0), To: time.Unix(2, 0), Dispositions: []numbers.Disposition{"Asleep"}})
			return err
		}, numbers.CodeUnknownDisposition},
		{"odd routing", configure(numbers.NumberConfigureParams{RoutingMethod: "Pigeon"}), numbers.CodeUnknownRoutingMethod},
		{"odd recording", configure(numbers.NumberConfigureParams{Recording: "Half"}), numbers.CodeUnknownRecordingOption},
		{"no flow", configure(numbers.NumberConfigureParams{RoutingMethod: numbers.RouteFlow}), numbers.CodeParameterRequired},
		{"bad endpoint", configure(numbers.NumberConfigureParams{EndpointNumber: "12"}), numbers.CodeInvalidPhoneNumberFormat},
		{"configured address", configure(numbers.NumberConfigureParams{AddressSID: "D0"}), numbers.CodeAddressNotFound},
		{"no account", func() error {
			_, err := c.Addresses.List(ctx, &numbers.AddressListParams{AccountSID: "A0"})
			return err
		}, numbers.CodeAccountNotFound},
		{"no address", func() error { _, err := c.Addresses.Get(ctx, "D0"); return err }, numbers.CodeAddressNotFound},
		{"no line", do(http.MethodPost, "/v2/Accounts/"+numberstest.AccountSID+"/Addresses", object{"City": "c"}), numbers.CodeParameterRequired},
		{"long line", address(func(p *numbers.AddressCreateParams) { p.Line1 = string(make([]byte, 101)) }), numbers.CodeParameterTooLong},
		{"lower-case country", address(func(p *numbers.AddressCreateParams) { p.CountryCode = "au" }), numbers.CodeInvalidCountryCodeFormat},
		{"unknown country", address(func(p *numbers.AddressCreateParams) { p.CountryCode = "XX" }), numbers.CodeCountryNotFound},
		{"closed country", address(func(p *numbers.AddressCreateParams) { p.CountryCode = "KP" }), numbers.CodeCountryUnavailable},
		{"linked address", func() error { return c.Addresses.Delete(ctx, numberstest.AddressSID) }, numbers.CodeAddressCannotBeDeleted},
		{"no call", func() error { _, err := c.Calls.Get(ctx, "C0"); return err }, numbers.CodeCallNotFound},
		{"no dates", do(http.MethodGet, "/v2/Properties/"+propertySID+"/Calls", nil), numbers.CodeParameterRequired},
		{"SMS not enabled", func() error {
			_, err := c.Messages.Send(ctx, otherSID, &numbers.MessageSendParams{To: "+61491570006", Text: "x"})
			return err
		}, numbers.CodeForbidden},
		{"bad recipient", func() error {
			_, err := c.Messages.Send(ctx, propertySID, &numbers.MessageSendParams{To: "0491570006", Text: "x"})
			return err
		}, numbers.CodeInvalidPhoneNumberFormat},
		{"too far ahead", func() error {
			later := numbers.Unix(time.Now().Add(15 * 24 * time.Hour))
			_, err := c.Messages.Send(ctx, propertySID, &numbers.MessageSendParams{To: "+61491570006", Text: "x", Schedule: later})
			return err
		}, numbers.CodeParameterInvalid},
		{"no recipient", do(http.MethodPost, "/v2/Properties/"+propertySID+"/Messages", object{"Text": "x"}), numbers.CodeParameterRequired},
		{"IANA zone", func() error {
			_, err := c.Properties.Create(ctx, &numbers.PropertyCreateParams{Name: "n", MainDomain: "d", TimeZone: "Australia/Sydney"})
			return err
		}, numbers.CodeUnknownTimeZone},
		{"patched to an IANA zone", func() error {
			return c.Properties.Update(ctx, propertySID, &numbers.PropertyUpdateParams{TimeZone: new("Australia/Sydney")})
		}, numbers.CodeUnknownTimeZone},
		{"patch as plain JSON", do(http.MethodPatch, "/v2/Properties/"+propertySID, object{"Name": "n"}), numbers.CodeParameterInvalid},
		{"search of nobody", do(http.MethodGet, "/v2/numberblocks/SYD", nil), numbers.CodeOneOfSeveralParametersRequired},
		{"block of nobody", func() error {
			_, err := c.NumberBlocks.Configure(ctx, "B0", &numbers.NumberBlockConfigureParams{PropertySID: propertySID, Source: "x"})
			return err
		}, "NUMBERBLOCK_NOT_FOUND"},
	} {
		e, ok := errors.AsType[*numbers.Error](test.call())
		require.True(t, ok, test.name)
		assert.Equal(t, test.want, e.ErrorCode, test.name)
		assert.NotEmpty(t, e.Message, test.name)
	}
}

func TestFakeCredentials(t *testing.T) {
	t.Parallel()
	server := numberstest.NewServer(t, numberstest.WithCredentials(numbers.Credentials{AccountSID: numberstest.AccountSID, Token: "other"}))
	_, err := server.Client(t).Numbers.Get(t.Context(), held)
	require.NoError(t, err)
	c, err := numbers.New(numberstest.Credentials(), client.WithBaseURL(server.URL))
	require.NoError(t, err)
	t.Cleanup(c.CloseIdleConnections)
	_, err = c.Numbers.Get(t.Context(), held)
	require.ErrorIs(t, err, client.ErrUnauthorized)
	assert.Equal(t, 2, server.Count())
	assert.Zero(t, server.Logins())
	assert.Empty(t, server.Tokens())
	server.RevokeTokens()
}

// What is bought, set, patched and deleted is so afterwards.
func TestFakeState(t *testing.T) {
	t.Parallel()
	server := numberstest.NewServer(t)
	c := server.Client(t)
	ctx := t.Context()

	purchase, err := c.Numbers.Buy(ctx, otherSID, &numbers.NumberBuyParams{Number: numberstest.StockNumber(3)})
	require.NoError(t, err)
	assert.Equal(t, numbers.NumberActive, purchase.Status)
	assert.Equal(t, 1, server.Processed(numberstest.StockNumber(3)))
	n, bought, err := c.Numbers.FindBought(ctx, otherSID, numberstest.StockNumber(3))
	require.NoError(t, err)
	assert.True(t, bought)
	assert.Equal(t, numberstest.AddressSID, n.AddressSID, "the server picked one")
	_, _, err = c.Numbers.FindBought(ctx, propertySID, numberstest.StockNumber(3))
	require.ErrorIs(t, err, client.ErrConflict)

	n, err = c.Numbers.Configure(ctx, held, &numbers.NumberConfigureParams{RoutingMethod: numbers.RouteFlow, Flow: numberstest.FlowID})
	require.NoError(t, err)
	assert.Equal(t, "+61491570156", n.EndpointNumber, "what was not sent stays")

	require.NoError(t, c.Properties.Update(ctx, otherSID, &numbers.PropertyUpdateParams{SMSEnabled: new(true)}))
	p, err := c.Properties.Get(ctx, otherSID)
	require.NoError(t, err)
	assert.True(t, p.SMSEnabled && p.Active)
	assert.Equal(t, "Trade AU", p.Name)

	login, err := c.OnlineLogins.Create(ctx, otherSID, &numbers.OnlineLoginCreateParams{
		Email: "pat@example.com", Password: "correct horse", FirstName: "Pat", LastName: "Nguyen", Scopes: numbers.Scopes{numbers.ScopeReporting},
	})
	require.NoError(t, err)
	assert.False(t, login.Enabled)
	require.NoError(t, c.OnlineLogins.Update(ctx, login.OnlineLoginSID, &numbers.OnlineLoginUpdateParams{Enabled: new(true), Permissions: []numbers.Permission{
		{AccountSID: numberstest.AccountSID, Scopes: numbers.Scopes{numbers.ScopeAdmin}},
	}}))
	login, err = c.OnlineLogins.Get(ctx, login.OnlineLoginSID)
	require.NoError(t, err)
	assert.True(t, login.Enabled)
	assert.Equal(t, []numbers.Permission{{AccountSID: numberstest.AccountSID, Scopes: numbers.Scopes{numbers.ScopeAdmin}}}, login.Permissions)

	found, err := c.NumberBlocks.Search(ctx, "syd-20", nil)
	require.NoError(t, err)
	assert.Equal(t, numberstest.BlockSID, found.Items[0].NumberBlockSID)
	_, bought, err = c.NumberBlocks.FindBought(ctx, otherSID, numberstest.BlockSID)
	require.NoError(t, err)
	assert.False(t, bought)
	_, err = c.NumberBlocks.Buy(ctx, otherSID, &numbers.NumberBlockBuyParams{NumberBlockSID: numberstest.BlockSID, AnswerPoint: "+61255501999"})
	require.NoError(t, err)
	_, err = c.NumberBlocks.Configure(ctx, numberstest.BlockSID, &numbers.NumberBlockConfigureParams{PropertySID: otherSID, Source: "radio"})
	require.NoError(t, err)
	assert.Equal(t, "radio", server.BlockSettings(numberstest.BlockSID).Source)

	sms, err := c.Messages.Send(ctx, otherSID, &numbers.MessageSendParams{To: "+61491570006", Text: "x", DeliveryReceipt: new(false)})
	require.NoError(t, err)
	assert.False(t, sms.DeliveryReceipt)
	assert.NotEmpty(t, sms.From, "a leased sender")
}

// Without an address that fits, a number is only reserved (page
// purchase-available).
func TestFakePending(t *testing.T) {
	t.Parallel()
	c := numberstest.NewServer(t).Client(t)
	ctx := t.Context()
	abroad, err := c.Addresses.Create(ctx, &numbers.AddressCreateParams{Line1: "1", City: "c", CountryCode: "NZ"})
	require.NoError(t, err)
	_, err = c.Numbers.Configure(ctx, "+61255501200", &numbers.NumberConfigureParams{AddressSID: abroad.AddressSID})
	require.NoError(t, err)
	require.NoError(t, c.Addresses.Delete(ctx, numberstest.AddressSID), "nothing is linked to it any more")
	_, err = c.Addresses.Get(ctx, numberstest.AddressSID)
	require.ErrorIs(t, err, client.ErrNotFound)

	purchase, err := c.Numbers.Buy(ctx, propertySID, &numbers.NumberBuyParams{Number: numberstest.StockNumber(5)})
	require.NoError(t, err)
	assert.Equal(t, numbers.NumberPending, purchase.Status)
	home, err := c.Addresses.Create(ctx, &numbers.AddressCreateParams{Line1: "1", City: "c", CountryCode: "AU"})
	require.NoError(t, err)
	n, err := c.Numbers.Configure(ctx, purchase.Number, &numbers.NumberConfigureParams{AddressSID: home.AddressSID})
	require.NoError(t, err)
	assert.Equal(t, numbers.NumberActive, n.Status)
}

// A page far behind the end is empty, and the fake goes on to answer.
func TestFakePageBehindTheEnd(t *testing.T) {
	t.Parallel()
	rt := clienttest.NewTransport(numberstest.NewFake())
	t.Cleanup(func() { require.NoError(t, rt.Close()) })
	c, err := numbers.New(numberstest.Credentials(), client.WithBaseURL("http://localhost"), client.WithTransport(rt))
	require.NoError(t, err)
	for range 2 {
		page, err := c.NumberBlocks.Search(t.Context(), "syd", &numbers.NumberBlockListParams{PageIndex: math.MaxInt/2 + 1, PageSize: 10}, client.WithMaxAttempts(1))
		require.NoError(t, err)
		assert.Empty(t, page.Items)
		assert.Equal(t, 1, *page.TotalCount)
	}
}

// The script makes the fake misbehave.
func TestServerScript(t *testing.T) {
	t.Parallel()
	server := numberstest.NewServer(t)
	c := server.Client(t)
	server.Script.Match(http.MethodPost, "/v2/Properties").Next(clienttest.DropAfter())
	_, err := c.Numbers.Buy(t.Context(), propertySID, &numbers.NumberBuyParams{Number: numberstest.StockNumber(9)})
	require.ErrorIs(t, err, client.ErrOutcomeUnknown)
	assert.Equal(t, 1, server.Processed(numberstest.StockNumber(9)))
}
