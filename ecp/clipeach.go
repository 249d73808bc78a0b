package ecp

import (
	"context"
	"errors"
	"slices"

	"github.com/vendorkit/vendorkit-go/client"
)

// ClipState says what became of one clip of ClipEach.
type ClipState string

// The states of a clip.
const (
	// ClipCounted: the vendor said success.
	ClipCounted ClipState = "counted"
	// ClipNotFound: the vendor has no such coupon; not counted.
	ClipNotFound ClipState = "not found"
	// ClipAtLimit: the coupon was at its maximum number of clips; not counted.
	ClipAtLimit ClipState = "at limit"
	// ClipFailed: not counted, for the reason in Err.
	ClipFailed ClipState = "failed"
	// ClipUnknown: nobody knows whether it was counted. Err matches
	// client.ErrOutcomeUnknown. Don't report it again.
	ClipUnknown ClipState = "unknown"
	// ClipNotSent: an earlier request ended the report before this one; not
	// counted. Err is ErrNotSent.
	ClipNotSent ClipState = "not sent"
)

// ErrNotSent is the error of a clip that ClipEach didn't send any more.
var ErrNotSent = errors.New("ecp: the clip was not sent, because an earlier one failed")

// ClipOutcome is what became of one clip of ClipEach.
type ClipOutcome struct {
	CouponID int
	State    ClipState
	// Err is nil if and only if State is ClipCounted.
	Err error
}

func (s *couponService) ClipEach(ctx context.Context, couponIDs []int, opts ...client.CallOption) ([]ClipOutcome, error) {
	if err := checkClipIDs(couponIDs); err != nil {
		return nil, refuse(&s.ops.clip, err)
	}
	outcomes := make([]ClipOutcome, len(couponIDs))
	var failure error
	for i, id := range couponIDs {
		if failure != nil {
			outcomes[i] = ClipOutcome{id, ClipNotSent, ErrNotSent}
			continue
		}
		_, err := s.Clip(ctx, []int{id}, opts...)
		outcomes[i] = ClipOutcome{id, clipState(id, err), err}
		if err != nil && !s.isAboutCoupon(err) {
			failure = err
		}
	}
	return outcomes, failure
}

func clipState(id int, err error) ClipState {
	refused, isClipError := errors.AsType[*ClipError](err)
	switch {
	case err == nil:
		return ClipCounted
	case errors.Is(err, client.ErrOutcomeUnknown):
		return ClipUnknown
	case isClipError && slices.Contains(refused.NotFound, id):
		return ClipNotFound
	case isClipError:
		return ClipAtLimit
	default:
		return ClipFailed
	}
}

// isAboutCoupon says that the error concerns one coupon, so that the next one
// may fare better. A 2001 is conceivable for an id that is not on file, since
// the page "ECP API Error Codes" has it as an example of invalid input; that of a
// login, which the clip needed, is none of it.
func (s *couponService) isAboutCoupon(err error) bool {
	if errors.Is(err, client.ErrOutcomeUnknown) {
		return false
	}
	switch e := err.(type) { //nolint:errorlint // the outermost error is that of the clip's own answer
	case *ClipError:
		return true
	case *InputError:
		return e.Operation == s.ops.clip.Name
	default:
		return false
	}
}
