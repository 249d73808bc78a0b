package numbers

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/vendorkit/vendorkit-go/client"
)

// MaxBatch is the most messages that SendBatch takes at once. The vendor's own
// maximum is not documented; this one is ours, so that an unknown outcome stays
// small enough to be settled.
const MaxBatch = 1000

// BatchResult is what became of a batch, message by message: some may have been
// sent and others not (page send-sms-batch).
type BatchResult struct {
	// Items are in the order of the request. That the vendor answers in that
	// order is inferred from its SDK's sample.
	Items []*BatchItem
	// Asked is how many messages were in the request.
	Asked int
}

// BatchItem is one message of a batch. It was accepted if it has a MessageSID
// (vendor SDKs).
type BatchItem struct {
	Message
	// ErrorMessage is the vendor's text if the message was refused; ErrorCode has
	// the code.
	ErrorMessage string `json:"Message,omitzero"`
	// Index is the position in the request, from 0.
	Index int `json:"-"`
}

func (i *BatchItem) envelope() *envelope { return &batchEnvelope }

// identity is never empty: an item with neither a SID nor an error must not hide
// what happened to the others. Err tells.
func (i *BatchItem) identity() string { return "message" }

// lenient for the same reason: a field that can't be read says nothing about the
// message's SID, and nothing about the other messages.
func (i *BatchItem) lenient() {}

// Err says why the message was not accepted; nil if it was. It is a *BatchError.
func (i *BatchItem) Err() error {
	if i.MessageSID != "" {
		return nil
	}
	return &BatchError{Index: i.Index, ErrorCode: i.ErrorCode, Message: i.ErrorMessage}
}

// Failed returns the items that were not accepted. Only they may be sent again,
// and of them only those whose Err does not match client.ErrOutcomeUnknown.
func (r *BatchResult) Failed() []*BatchItem {
	var failed []*BatchItem
	for _, item := range r.Items {
		if item.MessageSID == "" {
			failed = append(failed, item)
		}
	}
	return failed
}

// Err is nil if every message was accepted. Else it holds a *BatchError for each
// that was not. It matches client.ErrOutcomeUnknown if the answer doesn't have
// one item for each message: nobody can then say which item belongs to which.
func (r *BatchResult) Err() error {
	var errs []error
	if len(r.Items) != r.Asked {
		errs = append(errs, fmt.Errorf("%s: %d messages were sent and %d answered: %w", Vendor, r.Asked, len(r.Items), client.ErrOutcomeUnknown))
	}
	for _, item := range r.Failed() {
		errs = append(errs, item.Err())
	}
	if len(errs) == 0 {
		return nil
	}
	return &joinedError{errs}
}

// BatchError is one refused message of a batch. errors.Is matches the class of
// the code, as it does for an *Error, and client.ErrOutcomeUnknown if the answer
// has neither a SID nor a code for it.
type BatchError struct {
	Index     int // the position in the request, from 0
	ErrorCode Code
	Message   string
}

var _ error = (*BatchError)(nil)

// Error returns one line below 2 KB.
func (e *BatchError) Error() string {
	return (&client.ResponseError{
		Vendor: Vendor, Operation: fmt.Sprintf("message %d of the batch", e.Index), StatusCode: 200,
		Code: string(e.ErrorCode), Message: e.Message, OutcomeUnknown: e.unknown(),
	}).Error()
}

// Format keeps every verb, %#v included, to the text of Error.
func (e *BatchError) Format(f fmt.State, verb rune) { client.FormatError(f, verb, e) }

func (e *BatchError) unknown() bool { return e.ErrorCode == "" && e.Message == "" }

// Is matches the class sentinels.
func (e *BatchError) Is(target error) bool {
	if target == client.ErrOutcomeUnknown {
		return e.unknown()
	}
	class := codes[e.ErrorCode.normal()].class
	if class == nil {
		class = e.ErrorCode.classByForm()
	}
	return class != nil && target == class
}

// joinedError joins the errors of a batch and prints the first few: a thousand
// lines help nobody.
type joinedError struct{ errs []error }

func (e *joinedError) Error() string {
	const shown, bytesEach = 3, 500
	lines := make([]string, 0, shown+1)
	for _, err := range e.errs[:min(shown, len(e.errs))] {
		line := err.Error()
		lines = append(lines, strings.ToValidUTF8(line[:min(len(line), bytesEach)], ""))
	}
	if rest := len(e.errs) - shown; rest > 0 {
		lines = append(lines, fmt.Sprintf("and %d more", rest))
	}
	return strings.Join(lines, "; ")
}

func (e *joinedError) Unwrap() []error { return e.errs }

type batchBody struct{ Messages []*MessageSendParams }

// Validate refuses what Send would refuse. Nothing is sent if one of them is
// certain to be wrong.
func (b *batchBody) Validate() error {
	switch n := len(b.Messages); {
	case n == 0:
		return errors.New("a batch needs messages")
	case n > MaxBatch:
		return fmt.Errorf("a batch of %d messages is more than %d", n, MaxBatch)
	}
	for i, m := range b.Messages {
		if err := m.Validate(); err != nil {
			return fmt.Errorf("message %d: %w", i, err)
		}
	}
	return nil
}

func (s *messageService) SendBatch(ctx context.Context, propertySID string, messages []*MessageSendParams, opts ...client.CallOption) (*BatchResult, error) {
	page, err := callPage[BatchItem](ctx, s.core, client.Request{Op: &opMessageSendBatch, Args: []string{propertySID}, Body: &batchBody{messages}}, opts)
	if err != nil {
		return nil, err
	}
	for i, item := range page.Items {
		item.Index = i
	}
	return &BatchResult{Items: page.Items, Asked: len(messages)}, nil
}
