package numbers_test

import (
	"context"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/numbers"
	"github.com/vendorkit/vendorkit-go/numbers/numberstest"
)

const accountSID = numberstest.AccountSID

// received is a request with its body.
type received struct {
	*http.Request
	body string
}

// echo is a client whose requests are kept, and all refused.
func echo(t *testing.T, wire numbers.Wire) (*numbers.Client, *[]received) {
	t.Helper()
	var seen []received
	transport := clienttest.NewTransport(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		assert.NoError(t, err)
		seen = append(seen, received{r, string(body)})
		w.WriteHeader(http.StatusBadRequest)
	}))
	t.Cleanup(func() { require.NoError(t, transport.Close()) })
	return newClient(t, transport, wire), &seen
}

// What each method puts on the wire: path, query, content type, and the body as
// the sample of the vendor's page. Answers don't matter here.
func TestRequests(t *testing.T) {
	t.Parallel()
	from, to := time.Unix(1748700000, 999_000_000), time.Unix(1748786400, 0)
	for name, test := range map[string]struct {
		call func(ctx context.Context, c *numbers.Client)
		want string // method, path and query
		body string // a file of testdata
		kind string // the content type, if not JSON
	}{
		"number, plus": {
			call: func(ctx context.Context, c *numbers.Client) { _, _ = c.Numbers.Get(ctx, "+61255501234") },
			want: "GET /v2/Numbers/61255501234",
		},
		"number, no plus": {
			call: func(ctx context.Context, c *numbers.Client) { _, _ = c.Numbers.Get(ctx, "61255501234") },
			want: "GET /v2/Numbers/61255501234",
		},
		"numbers of a property": {
			call: func(ctx context.Context, c *numbers.Client) {
				_, _ = c.Numbers.List(ctx, &numbers.NumberListParams{
					PropertySID: "S1", Types: []numbers.NumberType{numbers.NumberLocal, numbers.NumberTollFree}, Count: 100, Skip: 7,
				})
			},
			want: "GET /v2/Properties/S1/Numbers?Results_Count=100&Results_Skip=7&Type=Local%2CToll-Free",
		},
		"numbers, both spellings": {
			call: func(ctx context.Context, c *numbers.Client) {
				_, _ = c.Numbers.List(ctx, &numbers.NumberListParams{Capabilities: []numbers.Capability{numbers.CapabilitySMS}})
			},
			want: "GET /v2/Accounts/" + accountSID + "/Numbers?Capabilites=SMS&Capabilities=SMS",
		},
		"numbers of another account": {
			call: func(ctx context.Context, c *numbers.Client) {
				_, _ = c.Numbers.List(ctx, &numbers.NumberListParams{AccountSID: "A2"})
			},
			want: "GET /v2/Accounts/A2/Numbers",
		},
		"configure": {
			call: func(ctx context.Context, c *numbers.Client) {
				_, _ = c.Numbers.Configure(ctx, "+61255501234", &numbers.NumberConfigureParams{
					Friendly: "Sydney showroom", RoutingMethod: numbers.RouteEndpoint, EndpointNumber: "+61491570156", Recording: numbers.RecordingCall,
					AttributionSource: "radio", AttributionMedium: "offline", AttributionCampaign: "autumn-sale", AttributionContent: "breakfast-slot",
				})
			},
			want: "POST /v2/Numbers/61255501234", body: "number_configure_request.json",
		},
		"configure a flow": {
			call: func(ctx context.Context, c *numbers.Client) {
				_, _ = c.Numbers.Configure(ctx, "+61255501234", &numbers.NumberConfigureParams{
					RoutingMethod: numbers.RouteFlow, Flow: "flow-7731", Recording: numbers.RecordingOff,
				})
			},
			want: "POST /v2/Numbers/61255501234", body: "number_configure_flow_request.json",
		},
		"configure sms": {
			call: func(ctx context.Context, c *numbers.Client) {
				_, _ = c.Numbers.Configure(ctx, "+61255501234", &numbers.NumberConfigureParams{
					SendSMSFrom: "Showroom", SendSMSTo: "+61491570157", SendEmailTo: "leads@example.com",
				})
			},
			want: "POST /v2/Numbers/61255501234", body: "number_configure_sms_request.json",
		},
		"addresses": {
			call: func(ctx context.Context, c *numbers.Client) {
				_, _ = c.Addresses.List(ctx, &numbers.AddressListParams{
					Friendly: "f", Reference: "r", City: "c", Region: "NSW", CountryCode: "AU", PostalCode: "0800", Count: 5, Skip: 1,
				})
			},
			want: "GET /v2/Accounts/" + accountSID + "/Addresses?City=c&CountryCode=AU&Friendly=f&PostalCode=0800&Reference=r&Region=NSW&Results_Count=5&Results_Skip=1",
		},
		"new address": {
			call: func(ctx context.Context, c *numbers.Client) {
				_, _ = c.Addresses.Create(ctx, &numbers.AddressCreateParams{
					Friendly: "Head office", Reference: "site-004", Line1: "Level 3", Line2: "18 Harbour Row", City: "Sydney", Region: "NSW",
					CountryCode: "AU", PostalCode: "2000",
				})
			},
			want: "POST /v2/Accounts/" + accountSID + "/Addresses", body: "address_create_request.json",
		},
		"delete address": {
			call: func(ctx context.Context, c *numbers.Client) { _ = c.Addresses.Delete(ctx, "D 1/x") },
			want: "DELETE /v2/Addresses/D%201%2Fx",
		},
		"calls by dates, fraction dropped": {
			call: func(ctx context.Context, c *numbers.Client) {
				_, _ = c.Calls.List(ctx, &numbers.CallListParams{
					PropertySID: "S1", From: from, To: to, Dispositions: []numbers.Disposition{numbers.CallAnswered, numbers.CallNoAnswer},
				})
			},
			want: "GET /v2/Properties/S1/Calls?Date_From=1748700000&Date_To=1748786400&Disposition=Answered%2CNoAnswer",
		},
		"calls, all filters": {
			call: func(ctx context.Context, c *numbers.Client) {
				_, _ = c.Calls.List(ctx, &numbers.CallListParams{
					Token: "t+1", Dialled: []string{"+61255501234", "+61255501235"}, Answering: []string{"+61491570156"},
					AttributionSource: []string{"a"}, AttributionMedium: []string{"b"}, AttributionCampaign: []string{"c"}, AttributionContent: []string{"d", "e"},
					Prompts: "1,2;3,5", Unique: "All", Count: 3, Skip: 4,
				})
			},
			want: "GET /v2/Accounts/" + accountSID + "/Calls?Attribution_Campaign=c&Attribution_Content=d%2Ce&Attribution_Medium=b&Attribution_Source=a" +
				"&Endpoint=%2B61491570156&Prompts_keys=1%2C2%3B3%2C5&Results_Count=3&Results_Skip=4&To=%2B61255501234%2C%2B61255501235&Token=t%2B1&Unique=All",
		},
		"flows": {
			call: func(ctx context.Context, c *numbers.Client) {
				_, _ = c.Flows.List(ctx, "S1", &numbers.FlowListParams{Count: 9, Skip: 2})
			},
			want: "GET /v2/Properties/S1/Flows?Results_Count=9&Results_Skip=2",
		},
		"send": {
			call: func(ctx context.Context, c *numbers.Client) {
				_, _ = c.Messages.Send(ctx, "S1", &numbers.MessageSendParams{
					From: "Showroom", To: "+61491570006", Text: "Your booking is confirmed for Friday 10am.", DeliveryReceipt: new(true),
					DeliveryReceiptWebhookURI: "https://hooks.example.com/fd/receipt", DeliveryReceiptWebhookMethod: numbers.WebhookPOST,
					WebhookURI: "https://hooks.example.com/fd/reply", ExternalID: "booking-20931",
				})
			},
			want: "POST /v2/Properties/S1/Messages", body: "message_send_request.json",
		},
		"send a batch": {
			call: func(ctx context.Context, c *numbers.Client) {
				_, _ = c.Messages.SendBatch(ctx, "S1", []*numbers.MessageSendParams{
					{From: "Showroom", To: "+61491570006", Text: "Doors open at 9."}, {From: "Showroom", To: "0491570157", Text: "Doors open at 9."},
				})
			},
			want: "POST /v2/Properties/S1/BatchMessages", body: "messages_batch_request.json",
		},
		"messages": {
			call: func(ctx context.Context, c *numbers.Client) {
				_, _ = c.Messages.List(ctx, "S1", &numbers.MessageListParams{
					From: from, To: to, Direction: numbers.DirectionReceive, Status: numbers.MessageReceived, Count: 200,
				})
			},
			want: "GET /v2/Properties/S1/Messages?Date_From=1748700000&Date_To=1748786400&Direction=Receive&Results_Count=200&Status=Received",
		},
		"new property": {
			call: func(ctx context.Context, c *numbers.Client) {
				_, _ = c.Properties.Create(ctx, &numbers.PropertyCreateParams{
					Name: "Retail AU", MainDomain: "retail.example.com", TimeZone: "AUS Eastern Standard Time", SMSEnabled: new(true),
				})
			},
			want: "POST /v2/Properties", body: "property_create_request.json",
		},
		"patch property": {
			call: func(ctx context.Context, c *numbers.Client) {
				_ = c.Properties.Update(ctx, "S1", &numbers.PropertyUpdateParams{Name: new("Retail AU + NZ"), CallRecordingEnabled: new(true)})
			},
			want: "PATCH /v2/Properties/S1", body: "property_update_request.json", kind: "application/merge-patch+json",
		},
		"new login": {
			call: func(ctx context.Context, c *numbers.Client) {
				_, _ = c.OnlineLogins.Create(ctx, "S1", &numbers.OnlineLoginCreateParams{
					Email: "pat@example.com", Password: "<secret>", FirstName: "Pat", LastName: "Nguyen",
					Scopes: numbers.Scopes{numbers.ScopeReporting, numbers.ScopeReportingSMS}, Enabled: true,
				})
			},
			want: "POST /v2/Properties/S1/OnlineLogins", body: "login_create_request.json",
		},
		"patch login": {
			call: func(ctx context.Context, c *numbers.Client) {
				_ = c.OnlineLogins.Update(ctx, "u", &numbers.OnlineLoginUpdateParams{Permissions: []numbers.Permission{
					{AccountSID: accountSID, Scopes: numbers.Scopes{numbers.ScopeManage, numbers.ScopeReporting}},
				}})
			},
			want: "PATCH /v2/OnlineLogins/u", body: "login_update_request.json", kind: "application/merge-patch+json",
		},
		"search blocks": {
			call: func(ctx context.Context, c *numbers.Client) {
				_, _ = c.NumberBlocks.Search(ctx, "Sydney sales", &numbers.NumberBlockListParams{Active: new(true), SMS: new(false)})
			},
			want: "GET /v2/numberblocks/Sydney%20sales?AccountSid=" + accountSID + "&Active=true&Sms=false",
		},
		"blocks of a property": {
			call: func(ctx context.Context, c *numbers.Client) {
				_, _ = c.NumberBlocks.List(ctx, &numbers.NumberBlockListParams{
					PropertySID: "S1", Voice: new(true), IncludeAssociations: true, Text: "radio", PageIndex: 2, PageSize: 20,
					IncludeTotalCount: new(false), SortBy: "Name", SortDir: "desc",
				})
			},
			want: "GET /v2/Properties/S1/numberblocks?IncludeAssociations=true&IncludeTotalCount=false&PageIndex=2&PageSize=20&SortBy=Name&SortDir=desc&Text=radio&Voice=true",
		},
		"buy a block": {
			call: func(ctx context.Context, c *numbers.Client) {
				_, _ = c.NumberBlocks.Buy(ctx, propertySID, &numbers.NumberBlockBuyParams{
					NumberBlockSID: numberstest.BlockSID, AnswerPoint: "+61255501999", CallRecordingEnabled: new(false), Source: "radio", Active: new(true),
				})
			},
			want: "POST /v2/Properties/" + propertySID + "/NumberBlocks", body: "block_buy_request.json",
		},
		"configure a block": {
			call: func(ctx context.Context, c *numbers.Client) {
				_, _ = c.NumberBlocks.Configure(ctx, "B1", &numbers.NumberBlockConfigureParams{
					PropertySID: propertySID, RoutingMethod: numbers.BlockRouteFlow, Flow: "flow-7731", EndpointNumber: "+61255501999",
					Recording: numbers.BlockRecordingDisabled, Source: "radio",
				})
			},
			want: "POST /v2/numberblocks/B1", body: "block_configure_request.json",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, seen := echo(t, numbers.Wire{})
			test.call(t.Context(), c)
			require.Len(t, *seen, 1)
			got := (*seen)[0]
			assert.Equal(t, test.want, got.Method+" "+got.URL.RequestURI())
			assert.Equal(t, "application/json", got.Header.Get("Accept"))
			user, password, ok := got.BasicAuth()
			assert.True(t, ok)
			assert.Equal(t, accountSID, user)
			assert.Equal(t, numberstest.Credentials().Token.Reveal(), password)
			if test.body == "" {
				assert.Empty(t, got.body)
				return
			}
			assert.JSONEq(t, string(sample(t, test.body)), got.body)
			kind := test.kind
			if kind == "" {
				kind = "application/json"
			}
			assert.Equal(t, kind, got.Header.Get("Content-Type"))
		})
	}
}

// The alternatives of what the pages leave open.
func TestWire(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	numberParams := &numbers.NumberListParams{Capabilities: []numbers.Capability{"SMS", "Fax"}}
	callParams := &numbers.CallListParams{Token: "t", Count: 3, Skip: 1}
	buy := &numbers.NumberBlockBuyParams{NumberBlockSID: "B1", AnswerPoint: "+61255501999", AccountSID: "A1"}
	for name, test := range map[string]struct {
		wire numbers.Wire
		call func(c *numbers.Client)
		want string
		body string
	}{
		"one spelling": {
			numbers.Wire{CapabilityParams: []string{"Capabilities"}},
			func(c *numbers.Client) { _, _ = c.Numbers.List(ctx, numberParams) },
			"Capabilities=SMS%2CFax", "",
		},
		"the other": {
			numbers.Wire{CapabilityParams: []string{"Capabilites"}},
			func(c *numbers.Client) { _, _ = c.Numbers.List(ctx, numberParams) },
			"Capabilites=SMS%2CFax", "",
		},
		"calls without paging": {numbers.Wire{CallsUnpaged: true}, func(c *numbers.Client) { _, _ = c.Calls.List(ctx, callParams) }, "Token=t", ""},
		"block in the query": {
			numbers.Wire{BlockSIDInQuery: true},
			func(c *numbers.Client) { _, _ = c.NumberBlocks.Buy(ctx, "S1", buy) },
			"numberBlockSid=B1", `{"AccountSid":"A1","AnswerPoint":"+61255501999"}`,
		},
		"block in the body": {
			numbers.Wire{},
			func(c *numbers.Client) { _, _ = c.NumberBlocks.Buy(ctx, "S1", buy) },
			"", `{"AccountSid":"A1","AnswerPoint":"+61255501999","numberBlockSid":"B1"}`,
		},
	} {
		c, seen := echo(t, test.wire)
		test.call(c)
		require.Len(t, *seen, 1, name)
		assert.Equal(t, test.want, (*seen)[0].URL.RawQuery, name)
		if test.body != "" {
			assert.JSONEq(t, test.body, (*seen)[0].body, name)
		}
	}
	assert.Equal(t, "B1", buy.NumberBlockSID, "the caller's parameters stay as they are")
	assert.Empty(t, buy.PropertySID)
}
