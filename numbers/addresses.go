package numbers

import (
	"context"
	"encoding/json"
	"errors"
	"iter"
	"unicode/utf8"

	"github.com/vendorkit/vendorkit-go/client"
)

// Address is a street address of an account (pages get-addresses and
// add-remove-addresses).
type Address struct {
	AddressSID  string `json:"AddressSid"`
	AccountSID  string `json:"AccountSid,omitzero"`
	Friendly    string `json:"Friendly,omitzero"`
	Reference   string `json:"Reference,omitzero"` // the caller's own key
	Line1       string `json:"Line1,omitzero"`
	Line2       string `json:"Line2,omitzero"`
	City        string `json:"City,omitzero"`
	Region      string `json:"Region,omitzero"`
	CountryCode string `json:"CountryCode,omitzero"` // two letters, ISO 3166-1
	PostalCode  string `json:"PostalCode,omitzero"`  // text: zeros in front count
	// Status has values that are not documented.
	Status string `json:"Status,omitzero"`
	// Raw is the address as the vendor sent it.
	Raw json.RawMessage `json:"-"`
}

func (a *Address) envelope() *envelope      { return &addressEnvelope }
func (a *Address) identity() string         { return a.AddressSID }
func (a *Address) keep(raw json.RawMessage) { a.Raw = raw }

// AddressListParams choose addresses (page get-addresses). All fields are
// optional; texts match exactly.
type AddressListParams struct {
	// AccountSID defaults to the client's own.
	AccountSID                            string
	Friendly, Reference                   string
	City, Region, CountryCode, PostalCode string
	// Count is how many to return, 200 by default; Skip how many to leave out.
	Count, Skip int
}

// AddressCreateParams are a new address (page add-remove-addresses). Line1, City
// and CountryCode are required. Limits of length are not documented.
type AddressCreateParams struct {
	// AccountSID defaults to the client's own.
	AccountSID string `json:"-"`
	Friendly   string `json:"Friendly,omitzero"`
	// Reference is the caller's own key. Give each address its own, so that
	// FindByReference can tell whether a Create took effect.
	Reference   string `json:"Reference,omitzero"`
	Line1       string `json:"Line1"`
	Line2       string `json:"Line2,omitzero"`
	City        string `json:"City"`
	Region      string `json:"Region,omitzero"`
	CountryCode string `json:"CountryCode"` // two letters, ISO 3166-1
	PostalCode  string `json:"PostalCode,omitzero"`
}

// Validate refuses an address without a required part.
func (p *AddressCreateParams) Validate() error {
	switch {
	case p.Line1 == "" || p.City == "" || p.CountryCode == "":
		return errors.New("an address needs Line1, City and CountryCode")
	case utf8.RuneCountInString(p.CountryCode) != 2:
		return errors.New("CountryCode has two letters (ISO 3166-1)")
	}
	return nil
}

type addressService struct{ *api }

func (s *addressService) Get(ctx context.Context, addressSID string, opts ...client.CallOption) (*Address, error) {
	return callOne[Address](ctx, s.core, client.Request{Op: &opAddressGet, Args: []string{addressSID}}, opts)
}

func (s *addressService) List(ctx context.Context, params *AddressListParams, opts ...client.CallOption) (*Page[Address], error) {
	p := valueOf(params)
	q := newQuery()
	q.text("Friendly", p.Friendly)
	q.text("Reference", p.Reference)
	q.text("City", p.City)
	q.text("Region", p.Region)
	q.text("CountryCode", p.CountryCode)
	q.text("PostalCode", p.PostalCode)
	q.count("Results_Count", p.Count)
	q.count("Results_Skip", p.Skip)
	if q.err != nil {
		return nil, refuse(&opAddressList, q.err)
	}
	return callPage[Address](ctx, s.core, client.Request{Op: &opAddressList, Args: []string{s.accountOr(p.AccountSID)}, Query: q.values}, opts)
}

func (s *addressService) All(ctx context.Context, params *AddressListParams, opts ...client.CallOption) iter.Seq2[*Address, error] {
	p := valueOf(params)
	return items(pages(walk[Address]{start: p.Skip, count: p.Count, standard: defaultCount, fetch: func(skip, count int) (*Page[Address], error) {
		page := p
		page.Skip, page.Count = skip, count
		return s.List(ctx, &page, opts...)
	}}))
}

func (s *addressService) Create(ctx context.Context, params *AddressCreateParams, opts ...client.CallOption) (*Address, error) {
	if params == nil {
		params = &AddressCreateParams{}
	}
	return callOne[Address](ctx, s.core, client.Request{Op: &opAddressCreate, Args: []string{s.accountOr(params.AccountSID)}, Body: params}, opts)
}

func (s *addressService) FindByReference(ctx context.Context, reference string, opts ...client.CallOption) ([]*Address, error) {
	if reference == "" {
		return nil, refuse(&opAddressList, errors.New("the reference is empty"))
	}
	return collect(s.All(ctx, &AddressListParams{Reference: reference}, opts...), func(a *Address) bool { return a.Reference == reference })
}

func (s *addressService) Delete(ctx context.Context, addressSID string, opts ...client.CallOption) error {
	_, err := client.Call[removal](ctx, s.core, client.Request{Op: &opAddressDelete, Args: []string{addressSID}}, opts...)
	if gone, ok := errors.AsType[*NotFoundError](err); ok && gone.ErrorCode.normal() == CodeAddressNotFound && gone.OutcomeUnknown {
		return nil
	}
	return err
}

// removal is the answer to Delete: the identifier of what was removed, in a form
// that is not known. A text or an object will do.
type removal struct{ refused bool }

// UnmarshalJSON accepts a text, a number and an object.
func (r *removal) UnmarshalJSON(data []byte) error {
	if kind(data) == '{' {
		r.refused = isRefusal(data)
		return nil
	}
	if textOf(data) == "" {
		return errors.New("there is no identifier in the answer")
	}
	return nil
}

// Verify says no when the answer is a ResponseStatus with an error code.
func (r *removal) Verify() error { return verify(r.refused) }

func (a *api) accountOr(account string) string {
	if account == "" {
		return a.account
	}
	return account
}
