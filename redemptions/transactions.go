package redemptions

import (
	"context"
	"errors"
	"iter"
	"net/url"
	"strconv"
	"time"

	"github.com/vendorkit/vendorkit-go/client"

	"github.com/vendorkit/vendorkit-go/redemptions/internal/wire"
)

// Transaction is a row in the ledger of an account: a payment received or a
// settlement paid out. Nothing in it names the payment [GET /accounts/{id}/transactions].
type Transaction struct {
	ID int64 `json:"id"`
	// AmountDebit and AmountCredit: whether the unused one is "0", "" or absent is
	// unknown; Net takes all three.
	AmountDebit  Cents  `json:"amountDebit,omitzero"`
	AmountCredit Cents  `json:"amountCredit,omitzero"`
	CurrencyCode string `json:"currencyCode"`
	Description  string `json:"description"`
	CreatedAt    Time   `json:"createdAt"`
}

// Net returns credit minus debit in cents, an absent side counting as 0. The
// error matches client.ErrInvalid.
func (t *Transaction) Net() (int64, error) {
	var net int64
	for _, side := range []struct {
		amount Cents
		sign   int64
	}{{t.AmountCredit, 1}, {t.AmountDebit, -1}} {
		if side.amount == "" {
			continue
		}
		n, err := side.amount.Int64()
		if err != nil {
			return 0, err
		}
		net += side.sign * n
	}
	return net, nil
}

// DefaultTake is the page size when a Take is 0 or less, and the largest with
// which All and AllTransactions ask: 100. The vendor's own default and maximum
// are unknown.
const DefaultTake = wire.DefaultTake

// TransactionListParams selects transactions. nil selects all.
type TransactionListParams struct {
	// CreatedAtFrom and CreatedAtTo bound the creation time; zero means open.
	// Whether the bounds themselves belong to it is unknown.
	CreatedAtFrom, CreatedAtTo time.Time
	// Skip is how many rows to pass over; below 0 it counts as 0.
	Skip int
	// Take is how many rows to return at most; see DefaultTake.
	Take int
}

func (p *TransactionListParams) query() url.Values {
	q := url.Values{}
	setTime(q, "createdAtFrom", p.CreatedAtFrom)
	setTime(q, "createdAtTo", p.CreatedAtTo)
	setPage(q, p.Skip, p.Take)
	return q
}

func (s *accountService) Transactions(ctx context.Context, accountID string, params *TransactionListParams, opts ...client.CallOption) ([]*Transaction, error) {
	return list(client.Call[transactionList](ctx, s.client, client.Request{
		Op: &opTransactionList, Args: []string{accountID}, Query: valueOf(params).query(),
	}, opts...))
}

func (s *accountService) AllTransactions(ctx context.Context, accountID string, params *TransactionListParams, opts ...client.CallOption) iter.Seq2[*Transaction, error] {
	first := *valueOf(params)
	return func(yield func(*Transaction, error) bool) {
		p := first
		p.CreatedAtTo = windowEnd(p.CreatedAtTo)
		wire.Walk(p.Skip, p.Take, (*Transaction).key, func(skip, take int) ([]*Transaction, error) {
			page := p
			page.Skip, page.Take = skip, take
			return s.Transactions(ctx, accountID, &page, opts...)
		})(yield)
	}
}

func (t *Transaction) key() int64 { return t.ID }

type transactionList []*Transaction

// Verify refuses entries that aren't transactions.
func (l *transactionList) Verify() error {
	for _, t := range *l {
		if t == nil || t.ID == 0 {
			return errors.New("a transaction has no id")
		}
	}
	return nil
}

// windowMargin is how far beyond the start of a walk its window ends, so that a
// vendor whose clock is ahead doesn't hide what has just been created.
const windowMargin = time.Minute

// windowEnd fixes the end of a walk's window at its start.
func windowEnd(given time.Time) time.Time {
	if given.IsZero() {
		return time.Now().Add(windowMargin)
	}
	return given
}

// valueOf makes nil parameters empty ones.
func valueOf[P any](params *P) *P {
	if params == nil {
		return new(P)
	}
	return params
}

func setTime(q url.Values, name string, t time.Time) {
	if !t.IsZero() {
		q.Set(name, wire.FormatTime(t))
	}
}

// setPage always sends both, so that the vendor's own default never counts.
func setPage(q url.Values, skip, take int) {
	if take < 1 {
		take = DefaultTake
	}
	q.Set("skip", strconv.Itoa(max(skip, 0)))
	q.Set("take", strconv.Itoa(take))
}
