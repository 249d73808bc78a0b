package pay

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"strconv"

	"github.com/vendorkit/vendorkit-go/client"

	"github.com/vendorkit/vendorkit-go/redemptions/internal/wire"
)

// Batch is a batch of payments [POST /batches] [GET /batches/{id}].
type Batch struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	// ExternalID is the organisation's own; "" if the batch has none.
	ExternalID string      `json:"externalId,omitzero"`
	StatusCode BatchStatus `json:"statusCode"`
	CreatedAt  Time        `json:"createdAt"`
	// Summary is nil in the answers of Create and Update.
	Summary *BatchSummary `json:"summary,omitzero"`
}

// Verify says whether this is a batch at all: it has an id and a status.
func (b *Batch) Verify() error {
	switch {
	case b == nil || b.ID == "":
		return errors.New("a batch has no id")
	case b.StatusCode == "":
		return errors.New("a batch has no statusCode")
	}
	return nil
}

func (b *Batch) key() string { return b.ID }

// BatchSummary totals the payments of a batch [GET /batches]. PaymentsAmount less
// SettledAmount is pending. After a cancel the payments keep their totals, and the
// cancelled ones equal them.
type BatchSummary struct {
	PaymentsAmount  Amount `json:"paymentsAmount"`
	PaymentsCount   int    `json:"paymentsCount"`
	ReferralsAmount Amount `json:"referralsAmount"`
	SettledAmount   Amount `json:"settledAmount"`
	SettledCount    int    `json:"settledCount"`
	CancelledAmount Amount `json:"cancelledAmount"`
	CancelledCount  int    `json:"cancelledCount"`
}

// BatchCreateParams is what Create needs [POST /batches].
type BatchCreateParams struct {
	// Name is required. Its longest length is unknown.
	Name string `json:"name"`
	// ExternalID is your own id, unique over all batches of the organisation. Where
	// it is empty, Create mints one.
	ExternalID string `json:"externalId,omitzero"`
}

// Validate refuses a batch without a name.
func (p *BatchCreateParams) Validate() error {
	if p == nil || p.Name == "" {
		return errors.New("a batch needs a name")
	}
	return nil
}

// BatchUpdateParams is what Update changes [PUT /batches/{id}]. Empty fields are
// not sent.
type BatchUpdateParams struct {
	Name       string `json:"name,omitzero"`
	ExternalID string `json:"externalId,omitzero"`
}

// Validate refuses a change of nothing.
func (p *BatchUpdateParams) Validate() error {
	if p == nil || *p == (BatchUpdateParams{}) {
		return errors.New("there is nothing to change")
	}
	return nil
}

// DefaultTake is the page size when a Take is 0 or less, and the largest with
// which All asks: 100. The vendor's own largest is unknown; without skip and take
// it gives at most 1000 [GET /batches].
const DefaultTake = wire.DefaultTake

// BatchListParams selects batches [GET /batches]. nil selects all.
type BatchListParams struct {
	// StatusCode and ExternalID filter when they are not empty.
	StatusCode BatchStatus
	ExternalID string
	// Skip is how many batches to pass over; below 0 it counts as 0.
	Skip int
	// Take is how many batches to return at most; see DefaultTake.
	Take int
}

func (p *BatchListParams) query() url.Values {
	q := url.Values{}
	if p.StatusCode != "" {
		q.Set("statusCode", string(p.StatusCode))
	}
	if p.ExternalID != "" {
		q.Set("externalId", p.ExternalID)
	}
	take := p.Take
	if take < 1 {
		take = DefaultTake
	}
	q.Set("skip", strconv.Itoa(max(p.Skip, 0)))
	q.Set("take", strconv.Itoa(take))
	return q
}

type batchService struct{ client *client.Client }

func (s *batchService) Create(ctx context.Context, params *BatchCreateParams, opts ...client.CallOption) (*Batch, error) {
	given := valueOf(params)
	return client.Call[Batch](ctx, s.client, client.Request{
		Op: &opBatchCreate, Key: given.ExternalID,
		WithKey: func(key string) any { return &BatchCreateParams{Name: given.Name, ExternalID: key} },
	}, opts...)
}

func (s *batchService) List(ctx context.Context, params *BatchListParams, opts ...client.CallOption) ([]*Batch, error) {
	return list(client.Call[batchList](ctx, s.client, client.Request{Op: &opBatchList, Query: valueOf(params).query()}, opts...))
}

func (s *batchService) All(ctx context.Context, params *BatchListParams, opts ...client.CallOption) iter.Seq2[*Batch, error] {
	p := *valueOf(params)
	return wire.Walk(p.Skip, p.Take, (*Batch).key, func(skip, take int) ([]*Batch, error) {
		page := p
		page.Skip, page.Take = skip, take
		return s.List(ctx, &page, opts...)
	})
}

func (s *batchService) FindByExternalID(ctx context.Context, externalID string, opts ...client.CallOption) (*Batch, error) {
	if externalID == "" {
		return nil, &client.CallError{
			Vendor: Vendor, Operation: nameFind, Cause: fmt.Errorf("%w: the external id is empty", client.ErrInvalid),
		}
	}
	for b, err := range s.All(ctx, &BatchListParams{ExternalID: externalID}, opts...) {
		if err != nil {
			return nil, err
		}
		if b.ExternalID == externalID {
			return b, nil
		}
	}
	return nil, &Error{client.ResponseError{
		Vendor: Vendor, Operation: nameFind, Method: http.MethodGet, StatusCode: http.StatusOK,
		Message: "no batch has this external id", Class: client.ErrNotFound,
	}}
}

func (s *batchService) Get(ctx context.Context, id string, opts ...client.CallOption) (*Batch, error) {
	return client.Call[Batch](ctx, s.client, client.Request{Op: &opBatchGet, Args: []string{id}}, opts...)
}

func (s *batchService) Update(ctx context.Context, id string, params *BatchUpdateParams, opts ...client.CallOption) (*Batch, error) {
	return client.Call[Batch](ctx, s.client, client.Request{Op: &opBatchUpdate, Args: []string{id}, Body: params}, opts...)
}

func (s *batchService) Submit(ctx context.Context, id string, opts ...client.CallOption) (*BatchResult, error) {
	return result(client.Call[submitAnswer](ctx, s.client, client.Request{Op: &opBatchSubmit, Args: []string{id}}, opts...))
}

func (s *batchService) Cancel(ctx context.Context, id string, opts ...client.CallOption) (*Batch, error) {
	return client.Call[Batch](ctx, s.client, client.Request{Op: &opBatchCancel, Args: []string{id}}, opts...)
}

func (s *batchService) StatusCodes(ctx context.Context, opts ...client.CallOption) ([]*StatusCode, error) {
	return list(client.Call[statusCodeList](ctx, s.client, client.Request{Op: &opBatchStatusCodes}, opts...))
}

type batchList []*Batch

// Verify refuses entries that aren't batches.
func (l *batchList) Verify() error {
	for _, b := range *l {
		if err := b.Verify(); err != nil {
			return err
		}
	}
	return nil
}

// valueOf makes nil parameters empty ones.
func valueOf[P any](params *P) *P {
	if params == nil {
		return new(P)
	}
	return params
}
