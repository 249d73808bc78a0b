package numberstest

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/vendorkit/vendorkit-go/auth"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/numbers"
)

// What a fresh fake knows.
const (
	AccountSID       = "AQZ7M2KD9X4RT1VB6WNC3HJ8LPYF5SGE"
	PropertySID      = "SK4WQ8Z2M7TR1XB9VN6C3HJ5LPYF0DGE" // has the numbers, SMS switched on
	OtherPropertySID = "SB6WN4C3HJ8LPYF5SGEQZ7M2KD9X4RT1" // of the same account, SMS switched off
	AddressSID       = "DH3VT8N2QX6KM9ZB4RW7CJ1LPYF5SGEA" // linked to the first of the numbers
	FlowID           = "flow-7731"
	BlockSID         = "BW3XT7Q9ZK2VN8RM5HC1J6LPYF4SGDAE" // in stock, not bought
	// Seeded is how many numbers PropertySID has, and how many calls there were.
	Seeded = 25
)

// Credentials are what a fresh fake accepts. The token is not a real one.
func Credentials() numbers.Credentials {
	return numbers.Credentials{AccountSID: AccountSID, Token: auth.Secret("fake-token-7Qm2Zk9X")}
}

// Fake is the API's server side, without a listener. It is safe for concurrent
// use, and holds one account, AccountSID. Numbers in stock are those of
// StockNumber. Answers are made as the documentation shows them, or as it most
// likely means.
type Fake struct {
	credentials numbers.Credentials
	mux         *http.ServeMux

	mu         sync.Mutex
	serial     int
	processed  map[string]int
	properties []*numbers.Property
	numbers    []*numbers.Number
	addresses  []*numbers.Address
	calls      []*call
	flows      []*numbers.Flow
	messages   []*numbers.Message
	logins     []*numbers.OnlineLogin
	blocks     []*block
}

var _ clienttest.Fake = (*Fake)(nil)

// Option configures a fake.
type Option func(*Fake)

// WithCredentials makes the fake accept these credentials instead of
// Credentials. Its account stays AccountSID.
func WithCredentials(c numbers.Credentials) Option {
	return func(f *Fake) { f.credentials = c }
}

// NewFake makes a fake with two properties, 25 numbers, an address, a flow, 25
// calls, one a minute from 2025-05-31 14:00 UTC on, and a block in stock.
func NewFake(opts ...Option) *Fake {
	f := &Fake{credentials: Credentials(), processed: map[string]int{}}
	for _, opt := range opts {
		opt(f)
	}
	f.seed()
	f.mux = http.NewServeMux()
	for _, routes := range []map[string]handler{
		f.numberRoutes(), f.blockRoutes(), f.addressRoutes(), f.callRoutes(), f.messageRoutes(), f.propertyRoutes(), f.loginRoutes(),
	} {
		for _, pattern := range slices.Sorted(maps.Keys(routes)) {
			f.mux.Handle(pattern, f.serve(routes[pattern]))
		}
	}
	return f
}

func (f *Fake) seed() {
	for _, p := range []numbers.Property{
		{PropertySID: PropertySID, Name: "Retail AU", MainDomain: "retail.example.com", SMSEnabled: true, Active: true},
		{PropertySID: OtherPropertySID, Name: "Trade AU", MainDomain: "trade.example.com", Active: true},
	} {
		p.AccountSID, p.TimeZone = AccountSID, "AUS Eastern Standard Time"
		f.properties = append(f.properties, &p)
	}
	f.addresses = append(f.addresses, &numbers.Address{
		AddressSID: AddressSID, AccountSID: AccountSID, Friendly: "Head office", Reference: "site-004", Line1: "Level 3",
		Line2: "18 Harbour Row", City: "Sydney", Region: "NSW", CountryCode: "AU", PostalCode: "2000", Status: "Active",
	})
	f.flows = append(f.flows, &numbers.Flow{
		PropertySID: PropertySID, ConfigID: FlowID, Revision: "12", Name: "After hours", Type: "Voice", LastUpdated: 1748563200,
	})
	for i := range Seeded {
		f.numbers = append(f.numbers, &numbers.Number{
			Number: fmt.Sprintf("+612555012%02d", i), AccountSID: AccountSID, PropertySID: PropertySID, Status: numbers.NumberActive,
			Type: numbers.NumberLocal, Capabilities: numbers.Capabilities{numbers.CapabilityVoice}, RoutingMethod: numbers.RouteEndpoint,
			EndpointNumber: "+61491570156", Recording: numbers.RecordingOff,
		})
		f.addCall(time.Unix(1748700000+int64(i)*60, 0))
	}
	f.numbers[0].AddressSID = AddressSID
	f.blocks = append(f.blocks, &block{NumberBlock: numbers.NumberBlock{
		ID: 418, NumberBlockSID: BlockSID, NumberPattern: "+6125550120X", Name: "SYD-20", FriendlyName: "Sydney sales team",
	}})
}

// Processed tells how often a write with this id took effect: the ExternalID of a
// message (or its text, if it has none), the number that was bought, the
// NumberBlockSID, the Reference of an address, the name of a property, the e-mail
// of a login.
func (f *Fake) Processed(id string) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.processed[id]
}

// Logins is 0: the API has no login.
func (f *Fake) Logins() int { return 0 }

// RevokeTokens does nothing: the API has no login.
func (f *Fake) RevokeTokens() {}

// Tokens is empty: the API hands out no tokens.
func (f *Fake) Tokens() []string { return nil }

// ServeHTTP answers one request.
func (f *Fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	user, password, ok := r.BasicAuth()
	if !ok || user != f.credentials.AccountSID || password != f.credentials.Token.Reveal() {
		w.Header().Set("Www-Authenticate", `Basic realm="fonedynamics"`)
		refuse(http.StatusUnauthorized, "", "The credentials are missing or wrong.").write(w)
		return
	}
	f.mux.ServeHTTP(w, r)
}

// sid makes an identifier of the vendor's form: a letter and 31 others.
func (f *Fake) sid(letter string) string {
	f.serial++
	return fmt.Sprintf("%s%031d", letter, f.serial)
}

// property finds a property, or says why not.
func (f *Fake) property(sid string) (*numbers.Property, *reply) {
	for _, p := range f.properties {
		if p.PropertySID == sid {
			return p, nil
		}
	}
	return nil, notFound(numbers.CodePropertyNotFound)
}

// account says no to all accounts but one.
func (f *Fake) account(sid string) *reply {
	if sid != AccountSID && sid != f.credentials.AccountSID {
		return notFound(numbers.CodeAccountNotFound)
	}
	return nil
}

// scope resolves the property or account in the path of a listing: belongs tells
// whether an object's property is within it.
func (f *Fake) scope(r *http.Request) (belongs func(propertySID string) bool, no *reply) {
	if sid := r.PathValue("property"); sid != "" {
		_, no := f.property(sid)
		return func(propertySID string) bool { return propertySID == sid }, no
	}
	return func(string) bool { return true }, f.account(r.PathValue("account"))
}

func sameText(a, b string) bool { return strings.EqualFold(a, b) }
