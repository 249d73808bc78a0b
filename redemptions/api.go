package redemptions

import (
	"context"
	"iter"

	"github.com/vendorkit/vendorkit-go/client"
)

// AccountService reads the merchant's accounts. Client.Accounts is one; package
// redemptionstest has a fake. Methods may be added in a minor version.
type AccountService interface {
	// List returns all accounts of the merchant [GET /accounts]. It may be
	// repeated: it reads.
	List(ctx context.Context, opts ...client.CallOption) ([]*Account, error)
	// Transactions returns one page of an account's debits and credits
	// [GET /accounts/{id}/transactions]. The order of the rows is unknown. It may
	// be repeated: it reads. An account that doesn't exist is an error that
	// matches client.ErrNotFound (inferred: a 404, or a validation error on the id).
	Transactions(ctx context.Context, accountID string, params *TransactionListParams, opts ...client.CallOption) ([]*Transaction, error)
	// AllTransactions walks all pages, each row once, as [PaymentService].All does.
	AllTransactions(ctx context.Context, accountID string, params *TransactionListParams, opts ...client.CallOption) iter.Seq2[*Transaction, error]
}

// PaymentService creates payments and finds out what became of them.
// Client.Payments is one; package redemptionstest has a fake. Methods may be
// added in a minor version.
type PaymentService interface {
	// Create starts a payment, which the user then approves at [PaymentURL]
	// [POST /payments]. No money moves before that.
	//
	// A payment that was created can have failed already: ask [Payment.Err], and
	// send the browser on only while the status is StatusInProgress (inferred).
	//
	// It is not repeated after an unknown outcome, because the vendor doesn't say
	// that a second request with the same reference is refused. When the error
	// matches client.ErrOutcomeUnknown, the payment may exist: call FindByReference.
	// A *ValidationError says which fields the vendor refuses.
	Create(ctx context.Context, params *PaymentCreateParams, opts ...client.CallOption) (*Payment, error)
	// Get returns one payment [GET /payments/{id}]. It may be repeated: it reads.
	// An id that doesn't exist is an error that matches client.ErrNotFound
	// (inferred: a 404, or a validation error on the id).
	Get(ctx context.Context, id string, opts ...client.CallOption) (*Payment, error)
	// List returns one page of the payments that params select [GET /payments].
	// Order and largest page are unknown, and that an item is a whole payment is
	// inferred. It may be repeated: it reads.
	List(ctx context.Context, params *PaymentListParams, opts ...client.CallOption) ([]*Payment, error)
	// All walks all payments that params select, each once, in pages of
	// params.Take (at most, and by default, [DefaultTake]), beginning at
	// params.Skip. Without a params.CreatedAtTo it sets one for all its pages, a
	// minute from its start, so that it ends although payments keep coming.
	//
	// The end is a page shorter than asked for. Until there has been a full one, a
	// short page may also come of a limit of the vendor's, so one more page is
	// asked for. An error is yielded once, as the last thing; a full page that
	// brings nothing new is client.ErrCursorStuck.
	All(ctx context.Context, params *PaymentListParams, opts ...client.CallOption) iter.Seq2[*Payment, error]
	// Wait asks for a payment until its status is final: at once, then after 2, 5,
	// 10 and 30 seconds, and every 30 seconds from there on. How long a payment
	// can stay in progress is unknown, so ctx should have a deadline.
	//
	// With an error it returns the payment as last seen, nil if it never was. When
	// ctx ends between two questions, the error is a *client.CallError that matches
	// the context's error; otherwise it is that of Get. Wait may be called again.
	Wait(ctx context.Context, id string, opts ...client.CallOption) (*Payment, error)
	// FindByReference finds out whether a Create that ended with
	// client.ErrOutcomeUnknown made a payment [GET /payments]. It may be repeated:
	// it reads.
	//
	// Of several payments with the reference it returns the one created first:
	// never send the browser to two. Whether the vendor's search finds parts of a
	// reference is unknown, so only equal ones count.
	//
	// If there is none, the error is an *Error that matches client.ErrNotFound. The
	// request may still be on its way then: wait some seconds, search once more,
	// and only then call Create again, with the same reference. No other error says
	// anything about the payment.
	FindByReference(ctx context.Context, reference string, opts ...client.CallOption) (*Payment, error)
}

var (
	_ AccountService = (*accountService)(nil)
	_ PaymentService = (*paymentService)(nil)
)
