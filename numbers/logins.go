package numbers

import (
	"context"
	"errors"
	"iter"
	"slices"
	"strings"

	"github.com/vendorkit/vendorkit-go/auth"
	"github.com/vendorkit/vendorkit-go/client"
)

// OnlineLogin is a user of the vendor's portal (page get-online-logins).
type OnlineLogin struct {
	OnlineLoginSID string       `json:"OnlineLoginSid"` // a UUID
	Email          string       `json:"Email,omitzero"` // the user name
	Enabled        bool         `json:"Enabled"`
	Created        UnixTime     `json:"Created,omitzero"`
	FirstName      string       `json:"FirstName,omitzero"`
	LastName       string       `json:"LastName,omitzero"`
	Permissions    []Permission `json:"Permissions,omitzero"`
}

func (l *OnlineLogin) envelope() *envelope { return &loginEnvelope }
func (l *OnlineLogin) identity() string    { return l.OnlineLoginSID }

// Permission is what a login may do with one account or one property: exactly
// one of the two is set (page patch-online-login).
type Permission struct {
	AccountSID  string `json:"AccountSid,omitzero"`
	PropertySID string `json:"PropertySid,omitzero"`
	Scopes      Scopes `json:"Scopes"`
}

// Scope is one thing that a login may do (page create-online-login).
type Scope string

// The documented scopes.
const (
	ScopeManage                Scope = "Manage"
	ScopeReporting             Scope = "Reporting"
	ScopeManageSMS             Scope = "ManageSms"
	ScopeReportingSMS          Scope = "ReportingSms"
	ScopeIntegrations          Scope = "Integrations"
	ScopeBilling               Scope = "Billing"
	ScopeProjectManagement     Scope = "ProjectManagement"
	ScopeUserManagement        Scope = "UserManagement"
	ScopeSIPManagement         Scope = "SipManagement"
	ScopeProvisionSMS          Scope = "ProvisionSms"
	ScopeOutboundCallReporting Scope = "OutboundCallReporting"
	ScopeDisconnectNumbers     Scope = "DisconnectNumbers"
	ScopeAdmin                 Scope = "Admin"
)

// knownScopes in the order of the page.
var knownScopes = []Scope{
	ScopeManage, ScopeReporting, ScopeManageSMS, ScopeReportingSMS, ScopeIntegrations, ScopeBilling, ScopeProjectManagement,
	ScopeUserManagement, ScopeSIPManagement, ScopeProvisionSMS, ScopeOutboundCallReporting, ScopeDisconnectNumbers, ScopeAdmin,
}

// Scopes are written as one text with commas (pages create-online-login and
// patch-online-login).
type Scopes []Scope

// MarshalText joins the scopes.
func (s Scopes) MarshalText() ([]byte, error) {
	words := make([]string, len(s))
	for i, scope := range s {
		words[i] = string(scope)
	}
	return []byte(strings.Join(words, ",")), nil
}

// UnmarshalText splits the text; spaces around a scope are dropped, unknown
// scopes kept.
func (s *Scopes) UnmarshalText(text []byte) error {
	*s = nil
	for word := range strings.SplitSeq(string(text), ",") {
		if word = strings.TrimSpace(word); word != "" {
			*s = append(*s, canonical([]byte(word), knownScopes...))
		}
	}
	return nil
}

func (s Scopes) validate() error {
	if len(s) == 0 || slices.ContainsFunc(s, func(scope Scope) bool { return scope == "" || strings.Contains(string(scope), ",") }) {
		return errors.New("scopes are needed, each without a comma")
	}
	return nil
}

// OnlineLoginListParams choose a page of logins. All fields are optional.
type OnlineLoginListParams struct {
	// Count is how many to return, 50 by default; Skip how many to leave out.
	Count, Skip int
}

// OnlineLoginCreateParams are a new login (page create-online-login). All but
// Enabled are required.
type OnlineLoginCreateParams struct {
	Email     string      // becomes the user name
	Password  auth.Secret // its rules are not documented
	FirstName string
	LastName  string
	Scopes    Scopes
	// Enabled is false by the vendor's default.
	Enabled bool
}

// OnlineLoginUpdateParams are the fields to change (page patch-online-login).
// Nil fields and an empty Password stay as they are.
type OnlineLoginUpdateParams struct {
	Email     *string
	Password  auth.Secret
	Enabled   *bool
	FirstName *string
	LastName  *string
	// Permissions replace the whole list: read, change, write, and beware of
	// somebody else doing the same. An empty list that is not nil removes all.
	Permissions []Permission
}

// The bodies, the only place where a password is revealed.
type (
	loginCreateBody struct {
		Email     string
		Password  string
		FirstName string
		LastName  string
		Scopes    Scopes
		Enabled   bool
	}
	loginUpdateBody struct {
		Email       *string      `json:",omitzero"`
		Password    string       `json:",omitzero"`
		Enabled     *bool        `json:",omitzero"`
		FirstName   *string      `json:",omitzero"`
		LastName    *string      `json:",omitzero"`
		Permissions []Permission `json:",omitzero"`
	}
)

func (p *OnlineLoginCreateParams) body() *loginCreateBody {
	return &loginCreateBody{p.Email, p.Password.Reveal(), p.FirstName, p.LastName, p.Scopes, p.Enabled}
}

func (p *OnlineLoginUpdateParams) body() *loginUpdateBody {
	return &loginUpdateBody{p.Email, p.Password.Reveal(), p.Enabled, p.FirstName, p.LastName, p.Permissions}
}

// Validate refuses a login without a required part.
func (b *loginCreateBody) Validate() error {
	if b.Email == "" || b.Password == "" || b.FirstName == "" || b.LastName == "" {
		return errors.New("a login needs Email, Password, FirstName and LastName")
	}
	return b.Scopes.validate()
}

// Validate refuses a patch that changes nothing, and permissions that are not of
// exactly one account or property.
func (b *loginUpdateBody) Validate() error {
	if b.Email == nil && b.Password == "" && b.Enabled == nil && b.FirstName == nil && b.LastName == nil && b.Permissions == nil {
		return errNothingToDo
	}
	for _, p := range b.Permissions {
		if (p.AccountSID == "") == (p.PropertySID == "") {
			return errors.New("a permission has exactly one of AccountSID and PropertySID")
		}
		if err := p.Scopes.validate(); err != nil {
			return err
		}
	}
	return nil
}

type onlineLoginService struct{ *api }

func (s *onlineLoginService) Get(ctx context.Context, loginSID string, opts ...client.CallOption) (*OnlineLogin, error) {
	return callOne[OnlineLogin](ctx, s.core, client.Request{Op: &opLoginGet, Args: []string{loginSID}}, opts)
}

func (s *onlineLoginService) List(ctx context.Context, params *OnlineLoginListParams, opts ...client.CallOption) (*Page[OnlineLogin], error) {
	p := valueOf(params)
	q := newQuery()
	q.count("Results_Count", p.Count)
	q.count("Results_Skip", p.Skip)
	if q.err != nil {
		return nil, refuse(&opLoginList, q.err)
	}
	return callPage[OnlineLogin](ctx, s.core, client.Request{Op: &opLoginList, Query: q.values}, opts)
}

func (s *onlineLoginService) All(ctx context.Context, params *OnlineLoginListParams, opts ...client.CallOption) iter.Seq2[*OnlineLogin, error] {
	p := valueOf(params)
	return items(pages(walk[OnlineLogin]{start: p.Skip, count: p.Count, standard: defaultCountSmall, fetch: func(skip, count int) (*Page[OnlineLogin], error) {
		return s.List(ctx, &OnlineLoginListParams{Count: count, Skip: skip}, opts...)
	}}))
}

func (s *onlineLoginService) Create(ctx context.Context, propertySID string, params *OnlineLoginCreateParams, opts ...client.CallOption) (*OnlineLogin, error) {
	p := valueOf(params)
	return callOne[OnlineLogin](ctx, s.core, client.Request{Op: &opLoginCreate, Args: []string{propertySID}, Body: p.body()}, opts)
}

func (s *onlineLoginService) FindByEmail(ctx context.Context, email string, opts ...client.CallOption) ([]*OnlineLogin, error) {
	return collect(s.All(ctx, nil, opts...), func(l *OnlineLogin) bool { return strings.EqualFold(l.Email, email) })
}

func (s *onlineLoginService) Update(ctx context.Context, loginSID string, params *OnlineLoginUpdateParams, opts ...client.CallOption) error {
	p := valueOf(params)
	return client.Exec(ctx, s.core, client.Request{Op: &opLoginUpdate, Args: []string{loginSID}, Body: p.body()}, opts...)
}
