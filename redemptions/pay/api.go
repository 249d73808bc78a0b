package pay

import (
	"context"
	"iter"

	"github.com/vendorkit/vendorkit-go/client"
)

// AccountService reads the organisation's accounts. Client.Accounts is one;
// package paytest has a fake. Methods may be added in a minor version.
type AccountService interface {
	// List returns all PAY accounts [GET /accounts]. It may be repeated: it reads.
	List(ctx context.Context, opts ...client.CallOption) ([]*Account, error)
}

// MemberService asks about members. Client.Members is one; package paytest has a
// fake. Methods may be added in a minor version.
type MemberService interface {
	// Exists tells whether a mobile number, in international digits without a plus
	// sign, belongs to a member [GET /members/{msisdn}/exists]. Anything but digits
	// is an error that matches client.ErrInvalid, and isn't sent: the vendor's answer
	// to it could look like a no. It may be repeated: it reads.
	//
	// The vendor's page could not be had, so the answer is inferred: a boolean, an
	// object with exactly one boolean among its properties, or a 404 for "no". A
	// 404 page in HTML and anything else is an error, never a silent no. A path that
	// is wrong may answer 404 too: try a number that is known to be a member.
	Exists(ctx context.Context, msisdn string, opts ...client.CallOption) (bool, error)
}

// BatchService handles batches. Client.Batches is one; package paytest has a fake.
// Methods may be added in a minor version.
type BatchService interface {
	// Create makes an empty batch in BatchDraft [POST /batches]. No money moves.
	//
	// It may be repeated, because an external id is unique over all batches: a
	// second batch with it is refused. So every batch gets one; where
	// params.ExternalID is empty, the idempotency key is sent, which is random
	// unless client.WithIdempotencyKey sets it, and which the error holds. When the
	// error matches client.ErrOutcomeUnknown, be it a refusal of the repetition,
	// call FindByExternalID.
	Create(ctx context.Context, params *BatchCreateParams, opts ...client.CallOption) (*Batch, error)
	// List returns one page of the batches that params select, newest first, with
	// their summaries [GET /batches]. It may be repeated: it reads.
	List(ctx context.Context, params *BatchListParams, opts ...client.CallOption) ([]*Batch, error)
	// All walks all batches that params select, each once, in pages of params.Take
	// (at most, and by default, [DefaultTake]), beginning at params.Skip. Batches
	// made after its start may be missing.
	//
	// The end is a page shorter than asked for. Until there has been a full one, a
	// short page may also come of a limit of the vendor's, so one more page is
	// asked for. An error is yielded once, as the last thing; a full page that
	// brings nothing new is client.ErrCursorStuck.
	All(ctx context.Context, params *BatchListParams, opts ...client.CallOption) iter.Seq2[*Batch, error]
	// FindByExternalID finds out whether a Create that ended with
	// client.ErrOutcomeUnknown made a batch [GET /batches]. Only an equal external
	// id counts. It may be repeated: it reads.
	//
	// If there is none, the error is an *Error that matches client.ErrNotFound. The
	// request may still be on its way then: wait some seconds, search once more,
	// and then call Create again with the same id. No other error says anything
	// about the batch. Look at CreatedAt and Name: the batch may be an older one.
	FindByExternalID(ctx context.Context, externalID string, opts ...client.CallOption) (*Batch, error)
	// Get returns a batch with its summary, without its payments
	// [GET /batches/{id}]. It may be repeated: it reads. An id that doesn't exist
	// is an error that matches client.ErrNotFound.
	Get(ctx context.Context, id string, opts ...client.CallOption) (*Batch, error)
	// Update changes name or external id of a draft [PUT /batches/{id}]. A field
	// that is left empty is kept (inferred). It may be repeated: it sets the same
	// values again. After client.ErrOutcomeUnknown, call Get.
	Update(ctx context.Context, id string, params *BatchUpdateParams, opts ...client.CallOption) (*Batch, error)
	// Submit executes a draft: it moves the money, and can't be undone
	// [POST /batches/{id}/submit]. The batch is then BatchClosed, or BatchOpen
	// while payments to people who aren't members are pending.
	//
	// With too little money in the account nothing is executed: an error, expected
	// to be a 400 (inferred), and the batch stays a draft.
	//
	// It is never repeated after an unknown outcome. When the error matches
	// client.ErrOutcomeUnknown, call Get: [BatchStatus.Submitted] means that it was
	// executed; BatchDraft that it wasn't, or not yet, so look again after some
	// seconds before submitting again.
	//
	// The request has no body, as documented. Should the vendor insist on one:
	// c.Do(ctx, "POST", "/batches/"+id+"/submit", nil, struct{}{}, &batch).
	Submit(ctx context.Context, id string, opts ...client.CallOption) (*BatchResult, error)
	// Cancel cancels a draft and all its payments, which can't be undone
	// [POST /batches/{id}/cancel]. It may be repeated: a second one is refused. When
	// the error matches client.ErrOutcomeUnknown, be it a refusal of the
	// repetition, call Get.
	Cancel(ctx context.Context, id string, opts ...client.CallOption) (*Batch, error)
	// StatusCodes returns the vendor's own list of codes, for information
	// [GET /batches/statusCodes]. It may be repeated: it reads.
	StatusCodes(ctx context.Context, opts ...client.CallOption) ([]*StatusCode, error)
}

// PaymentService handles the payments of batches. Client.Payments is one; package
// paytest has a fake. Methods may be added in a minor version.
type PaymentService interface {
	// Add puts payments into a draft [POST /batches/{id}/payments]. All of them are
	// valid or none is added. The shape of the answer is inferred, and may list errors
	// although it is a success: look at Problems and Summary of the [BatchResult]
	// before the batch is submitted.
	//
	// It may be repeated when params.ClearExisting is set, and when every payment
	// has an external id, which is unique. Otherwise, and when the error matches
	// client.ErrOutcomeUnknown, List tells what is in the batch; adding all of them
	// with ClearExisting is always safe.
	Add(ctx context.Context, batchID string, params *PaymentAddParams, opts ...client.CallOption) (*BatchResult, error)
	// List returns all payments of a batch [GET /batches/{id}/payments]. No paging
	// is documented, so the answer may have up to 32 MiB. It may be repeated: it
	// reads.
	List(ctx context.Context, batchID string, opts ...client.CallOption) ([]*Payment, error)
	// Get returns one payment [GET /payments/{id}]. It may be repeated: it reads.
	// An id that doesn't exist, or not any more, is an error that matches
	// client.ErrNotFound.
	Get(ctx context.Context, id string, opts ...client.CallOption) (*Payment, error)
	// Delete removes a draft payment from its batch for good, and returns it as
	// PaymentDeleted [DELETE /payments/{id}]. It may be repeated: a second one
	// matches client.ErrNotFound. An error that matches both this and
	// client.ErrOutcomeUnknown means that the first one has worked.
	Delete(ctx context.Context, id string, opts ...client.CallOption) (*Payment, error)
	// StatusCodes returns the vendor's own list of codes, for information
	// [GET /payments/statusCodes]. It may be repeated: it reads.
	StatusCodes(ctx context.Context, opts ...client.CallOption) ([]*StatusCode, error)
}

var (
	_ AccountService = (*accountService)(nil)
	_ BatchService   = (*batchService)(nil)
	_ MemberService  = (*memberService)(nil)
	_ PaymentService = (*paymentService)(nil)
)
