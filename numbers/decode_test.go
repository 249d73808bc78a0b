package numbers_test

import (
	"encoding"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/numbers"
	"github.com/vendorkit/vendorkit-go/numbers/numberstest"
)

// answeringSample is a client whose every request gets this file of testdata.
func answeringSample(t *testing.T, name string) *numbers.Client {
	t.Helper()
	c, _ := answering(t, http.StatusOK, string(sample(t, name)))
	return c
}

// Each sample of a success becomes the fields that the pages name.
func TestSamples(t *testing.T) {
	t.Parallel()
	ctx := t.Context()

	page, err := answeringSample(t, "numbers_list.json").Numbers.List(ctx, nil)
	require.NoError(t, err)
	n := page.Items[0]
	n.Raw = nil
	assert.Equal(t, &numbers.Number{
		Number: "+61255501234", PropertySID: propertySID, AccountSID: accountSID, Friendly: "Sydney showroom", Status: numbers.NumberActive,
		Type: numbers.NumberLocal, AddressSID: numberstest.AddressSID, RoutingMethod: numbers.RouteEndpoint, EndpointNumber: "+61491570156",
		Recording: numbers.RecordingOff,
	}, n)

	for name, want := range map[string]numbers.Purchase{
		"number_purchase_active.json":  {Number: "+61255501234", Status: numbers.NumberActive},
		"number_purchase_pending.json": {Number: "+61370105678", Status: numbers.NumberPending},
	} {
		purchase, err := answeringSample(t, name).Numbers.Buy(ctx, propertySID, &numbers.NumberBuyParams{Number: want.Number})
		require.NoError(t, err)
		assert.Equal(t, want.Number, purchase.Number)
		assert.Equal(t, want.Status, purchase.Status)
	}

	n, err = answeringSample(t, "number_configure.json").Numbers.Configure(ctx, "+61255501234", &numbers.NumberConfigureParams{Friendly: "x"})
	require.NoError(t, err)
	assert.Equal(t, numbers.RecordingCall, n.Recording)

	addresses, err := answeringSample(t, "addresses_list.json").Addresses.List(ctx, nil)
	require.NoError(t, err)
	a := addresses.Items[0]
	a.Raw = nil
	assert.Equal(t, &numbers.Address{
		AddressSID: numberstest.AddressSID, AccountSID: accountSID, Friendly: "Head office", Reference: "site-004", Line1: "Level 3",
		Line2: "18 Harbour Row", City: "Sydney", Region: "NSW", CountryCode: "AU", PostalCode: "2000", Status: "Active",
	}, a)
	require.NoError(t, answeringSample(t, "address_delete.json").Addresses.Delete(ctx, numberstest.AddressSID))

	calls, err := answeringSample(t, "calls_list.json").Calls.List(ctx, &numbers.CallListParams{Token: "t"})
	require.NoError(t, err)
	assert.Equal(t, "b2Zmc2V0LTQ4MTc3", calls.Token)
	call := calls.Items[0]
	assert.Equal(t, numbers.CallAnswered, call.Disposition)
	assert.Equal(t, 184, call.Duration)
	assert.Equal(t, "+61491570156", call.Endpoint)
	_, ok := call.Start()
	assert.False(t, ok)

	flows, err := answeringSample(t, "flows_list.json").Flows.List(ctx, propertySID, nil)
	require.NoError(t, err)
	assert.Equal(t, &numbers.Flow{
		PropertySID: propertySID, ConfigID: "flow-7731", Revision: "12", Name: "After hours", Type: "Voice", LastUpdated: 1748563200,
	}, flows.Items[0])
	assert.Equal(t, "2025-05-30T00:00:00Z", flows.Items[0].LastUpdated.String())

	blocks, err := answeringSample(t, "blocks_list.json").NumberBlocks.List(ctx, nil)
	require.NoError(t, err)
	b := blocks.Items[0]
	b.Raw = nil
	assert.Equal(t, &numbers.NumberBlock{
		ID: 418, NumberBlockSID: numberstest.BlockSID, NumberPattern: "+6125550120X", Name: "SYD-20", FriendlyName: "Sydney sales team",
	}, b)
	assert.Equal(t, 1, *blocks.TotalCount)
}

func TestSamplesOfMessages(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	sent, err := answeringSample(t, "message_send.json").Messages.Send(ctx, propertySID, newSMS)
	require.NoError(t, err)
	want := numbers.Message{
		MessageSID: "MZ8K2QW7XT4VN1RB9HC6J3LPYF5SGDAE", AccountSID: accountSID, PropertySID: propertySID, From: "Showroom", To: "+61491570006",
		Text: "Your booking is confirmed for Friday 10am.", DeliveryReceipt: true, NumSegments: new(1), Status: numbers.MessageProcessing,
		Direction: numbers.DirectionTransmit, Created: 1748570400, ExternalID: "booking-20931",
	}
	assert.Equal(t, &want, sent)
	got, err := answeringSample(t, "message_get.json").Messages.Get(ctx, want.MessageSID)
	require.NoError(t, err)
	want.Status, want.Submitted, want.Delivered = numbers.MessageDelivered, 1748570401, 1748570405
	assert.Equal(t, &want, got)
	assert.Equal(t, 5*time.Second, got.Delivered.Time().Sub(got.Created.Time()))
	assert.True(t, got.Scheduled.IsZero() && got.Scheduled.Time().IsZero())

	received, err := answeringSample(t, "messages_list.json").Messages.List(ctx, propertySID, &anyWindow)
	require.NoError(t, err)
	assert.Equal(t, numbers.DirectionReceive, received.Items[0].Direction)
	assert.Equal(t, numbers.MessageReceived, received.Items[0].Status)
	assert.False(t, received.Items[0].DeliveryReceipt)
}

func TestSamplesOfPropertiesAndLogins(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	want := &numbers.Property{
		AccountSID: accountSID, PropertySID: propertySID, Name: "Retail AU", MainDomain: "retail.example.com",
		TimeZone: "AUS Eastern Standard Time", SMSEnabled: true, Active: true,
	}
	properties, err := answeringSample(t, "properties_list.json").Properties.List(ctx, nil)
	require.NoError(t, err)
	assert.Equal(t, []*numbers.Property{want}, properties.Items)
	assert.Empty(t, properties.NextPageToken)
	created, err := answeringSample(t, "property_create.json").Properties.Create(ctx, newProperty)
	require.NoError(t, err)
	assert.Equal(t, want, created)

	login := &numbers.OnlineLogin{
		OnlineLoginSID: "0c6f6f0e-3f0b-4a58-9b53-6f0d1c0f7a21", Email: "pat@example.com", Enabled: true, Created: 1748563200,
		FirstName: "Pat", LastName: "Nguyen",
		Permissions: []numbers.Permission{{PropertySID: propertySID, Scopes: numbers.Scopes{numbers.ScopeReporting, numbers.ScopeReportingSMS}}},
	}
	logins, err := answeringSample(t, "logins_list.json").OnlineLogins.List(ctx, nil)
	require.NoError(t, err)
	assert.Equal(t, []*numbers.OnlineLogin{login}, logins.Items)
	newOne, err := answeringSample(t, "login_create.json").OnlineLogins.Create(ctx, propertySID, newLogin)
	require.NoError(t, err)
	assert.Equal(t, login, newOne)
}

// Enumerations are open: what is unknown stays as sent, and the case of what is
// known doesn't matter (the pages differ among themselves).
func TestEnumerations(t *testing.T) {
	t.Parallel()
	for sent, want := range map[string]numbers.MessageStatus{
		"Delivered": numbers.MessageDelivered, "DELIVERED": numbers.MessageDelivered, "Bounced": "Bounced", "": "",
	} {
		c, _ := answering(t, 200, `{"Message":{"MessageSid":"M1","Status":"`+sent+`","Direction":"transmit"}}`)
		m, err := c.Messages.Get(t.Context(), "M1")
		require.NoError(t, err)
		assert.Equal(t, want, m.Status)
		assert.Equal(t, numbers.DirectionTransmit, m.Direction)
	}
	checkEnum(t, numbers.NumberLocal, numbers.NumberTollFree, numbers.NumberSharedRate, numbers.NumberNational)
	checkEnum(t, numbers.CapabilityVoice, numbers.CapabilitySMS, numbers.CapabilityMMS)
	checkEnum(t, numbers.NumberActive, numbers.NumberPending)
	checkEnum(t, numbers.RouteEndpoint, numbers.RouteFlow)
	checkEnum(t, numbers.BlockRouteEndpoint, numbers.BlockRouteFlow, numbers.BlockRouteApplication)
	checkEnum(t, numbers.RecordingOff, numbers.RecordingCall)
	checkEnum(t, numbers.CallAnswered, numbers.CallIVR, numbers.CallBusy, numbers.CallNoAnswer, numbers.CallFailed)
	checkEnum(t, numbers.DirectionTransmit, numbers.DirectionReceive)
	checkEnum(t, numbers.MessageProcessing, numbers.MessageSubmitted, numbers.MessageDelivered, numbers.MessageFailed, numbers.MessageReceived)

	var scopes numbers.Scopes
	require.NoError(t, scopes.UnmarshalText([]byte(" manage, ReportingSms,,Teleport ")))
	assert.Equal(t, numbers.Scopes{numbers.ScopeManage, numbers.ScopeReportingSMS, "Teleport"}, scopes)
	text, err := scopes.MarshalText()
	require.NoError(t, err)
	assert.Equal(t, "Manage,ReportingSms,Teleport", string(text))
}

// The vendor's .NET writes null where it has nothing.
func TestNullsAreNothing(t *testing.T) {
	t.Parallel()
	c, _ := answering(t, 200, `{"Message":{"MessageSid":"M1","Status":null,"Direction":null,"DeliveryReceipt":null,"Created":null,"NumSegments":null,"Text":null}}`)
	m, err := c.Messages.Get(t.Context(), "M1")
	require.NoError(t, err)
	assert.Equal(t, &numbers.Message{MessageSID: "M1"}, m)
	c, _ = answering(t, 200, `{"OnlineLogin":{"OnlineLoginSid":"u","Permissions":[{"AccountSid":"A1","Scopes":null}],"Enabled":null}}`)
	l, err := c.OnlineLogins.Get(t.Context(), "u")
	require.NoError(t, err)
	assert.Equal(t, []numbers.Permission{{AccountSID: "A1"}}, l.Permissions)
}

func checkEnum[S ~string, P interface {
	*S
	encoding.TextUnmarshaler
}](t *testing.T, known ...S) {
	t.Helper()
	for _, want := range known {
		for _, text := range []string{string(want), strings.ToUpper(string(want)), strings.ToLower(string(want))} {
			got := P(new(S))
			require.NoError(t, got.UnmarshalText([]byte(text)))
			assert.Equal(t, want, *got)
		}
	}
	got := P(new(S))
	require.NoError(t, got.UnmarshalText([]byte("Something New")))
	assert.Equal(t, S("Something New"), *got)
}

func TestUnixTime(t *testing.T) {
	t.Parallel()
	at := time.Date(2025, 5, 31, 12, 14, 7, 900, time.FixedZone("AEST", 10*3600))
	u := numbers.Unix(at)
	assert.Equal(t, time.Date(2025, 5, 31, 2, 14, 7, 0, time.UTC), u.Time())
	assert.Equal(t, "2025-05-31T02:14:07Z", u.String())
	assert.Zero(t, numbers.Unix(time.Time{}))
	assert.Empty(t, numbers.UnixTime(0).String())
}

// The way to what this package doesn't have.
func TestDo(t *testing.T) {
	t.Parallel()
	c, _ := answering(t, 200, `{"AvailableNumbers":[{"Number":"+61370100001"}]}`)
	var out struct{ AvailableNumbers []numbers.Number }
	require.NoError(t, c.Do(t.Context(), http.MethodGet, "/v2/AvailableNumbers", nil, nil, &out))
	assert.Equal(t, "+61370100001", out.AvailableNumbers[0].Number)
	c, _ = answering(t, 400, envelope("LOCATION_NOT_FOUND"))
	err := c.Do(t.Context(), http.MethodGet, "/v2/AvailableNumbers", nil, nil, &out)
	assert.Equal(t, numbers.CodeLocationNotFound, as[*numbers.NotFoundError](t, err).ErrorCode)
	require.ErrorIs(t, err, client.ErrNotFound)
}
