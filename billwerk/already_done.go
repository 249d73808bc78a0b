package billwerk

import (
	"errors"
	"slices"
)

// doneCodes are the codes that say, for an operation, that what it asks for is so
// already. The same code means something else elsewhere: 22 (subscription
// cancelled) is done for a cancel, and a refusal for a change of the next period.
// All of it is inferred from the vendor's list of codes.
var doneCodes = map[string][]Code{
	opCustomerDelete.Name:                  {CodeCustomerNotFound, CodeCustomerHasBeenDeleted},
	opPlanDelete.Name:                      {CodeSubscriptionPlanNotFound},
	opSubscriptionCancel.Name:              {CodeSubscriptionCancelled},
	opSubscriptionOnHold.Name:              {CodeSubscriptionOnHold},
	opSubscriptionReactivate.Name:          {CodeSubscriptionNotOnHold},
	opSubscriptionExpire.Name:              {CodeSubscriptionExpired},
	opSubscriptionDeletePending.Name:       {CodeSubscriptionNotFound},
	opSubscriptionRemoveDiscount.Name:      {CodeSubscriptionDiscountNotFound},
	opSubscriptionRemovePaymentMethod.Name: {CodePaymentMethodNotFound},
	opInvoiceCancel.Name:                   {CodeInvoiceAlreadyCancelled},
	opChargeCancel.Name:                    {CodeInvoiceAlreadyCancelled},
	opChargeDelete.Name:                    {CodeInvoiceNotFound},
	opPaymentMethodDelete.Name:             {CodePaymentMethodNotFound},
	opSessionDelete.Name:                   {CodeNotFound},
}

// AlreadyDone reports whether the error of a call says that an earlier attempt of
// the same call did what was asked for: the answer to that attempt was lost, the
// call was repeated, and the vendor refused the repeat because the object is in
// the wanted state already. Such an error also matches client.ErrOutcomeUnknown;
// treat it as a success, and read the object if you need it.
//
//	_, err := c.Subscriptions.Cancel(ctx, handle, nil)
//	if err != nil && !billwerk.AlreadyDone(err) {
//		return err
//	}
//
// It is true for cancel, on hold, reactivate and expire of subscriptions, cancel
// of invoices and charges, and deletes. That it was this call, and not somebody
// else at the same time, can't be told; the state is the wanted one either way.
// It is false for a refusal of the first attempt, and for creates: after error 11
// read the object and compare.
func AlreadyDone(err error) bool {
	e, ok := errors.AsType[*Error](err)
	return ok && e.Attempts > 1 && e.OutcomeUnknown && slices.Contains(doneCodes[e.Operation], e.ErrorCode)
}
