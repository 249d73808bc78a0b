package billwerk

import "errors"

// EventType says what happened. The vendor adds types; unknown ones survive.
type EventType string

// The events of invoices, charges among them (page "event"). InvoiceChanged is any
// change but one of the state. InvoiceFailed is not final: the invoice may still be
// settled, authorized or cancelled, or fail again.
const (
	EventInvoiceCreated                   EventType = "invoice_created"
	EventInvoiceSettled                   EventType = "invoice_settled"
	EventInvoiceAuthorized                EventType = "invoice_authorized"
	EventInvoiceDunning                   EventType = "invoice_dunning"
	EventInvoiceDunningNotification       EventType = "invoice_dunning_notification"
	EventInvoiceDunningCancelled          EventType = "invoice_dunning_cancelled"
	EventInvoiceFailed                    EventType = "invoice_failed"
	EventInvoiceRefund                    EventType = "invoice_refund"
	EventInvoiceRefundFailed              EventType = "invoice_refund_failed"
	EventInvoiceReactivate                EventType = "invoice_reactivate"
	EventInvoiceCancelled                 EventType = "invoice_cancelled"
	EventInvoiceChanged                   EventType = "invoice_changed"
	EventInvoiceCredited                  EventType = "invoice_credited"
	EventInvoiceDisputeOpened             EventType = "invoice_dispute_opened"
	EventInvoiceDisputeWaitingForResponse EventType = "invoice_dispute_waiting_for_response"
	EventInvoiceDisputeUnderReview        EventType = "invoice_dispute_under_review"
	EventInvoiceDisputeResolved           EventType = "invoice_dispute_resolved"
)

// The events of subscriptions. The later ones come from a library that mirrors the
// vendor's page (July 2024).
const (
	EventSubscriptionCreated              EventType = "subscription_created"
	EventSubscriptionPaymentMethodAdded   EventType = "subscription_payment_method_added"
	EventSubscriptionPaymentMethodChanged EventType = "subscription_payment_method_changed"
	EventSubscriptionTrialEnd             EventType = "subscription_trial_end"
	EventSubscriptionRenewal              EventType = "subscription_renewal"
	EventSubscriptionCancelled            EventType = "subscription_cancelled"
	EventSubscriptionUncancelled          EventType = "subscription_uncancelled"
	EventSubscriptionOnHold               EventType = "subscription_on_hold"
	EventSubscriptionOnHoldDunning        EventType = "subscription_on_hold_dunning"
	EventSubscriptionReactivated          EventType = "subscription_reactivated"
	EventSubscriptionExpired              EventType = "subscription_expired"
	EventSubscriptionExpiredDunning       EventType = "subscription_expired_dunning"
	EventSubscriptionChanged              EventType = "subscription_changed"
)

// The events of customers. They come from a library that mirrors the vendor's page
// (July 2024).
const (
	EventCustomerCreated                  EventType = "customer_created"
	EventCustomerChanged                  EventType = "customer_changed"
	EventCustomerDeleted                  EventType = "customer_deleted"
	EventCustomerPaymentMethodAdded       EventType = "customer_payment_method_added"
	EventCustomerPaymentMethodFailed      EventType = "customer_payment_method_failed"
	EventCustomerPaymentMethodUpdated     EventType = "customer_payment_method_updated"
	EventCustomerPaymentMethodReactivated EventType = "customer_payment_method_reactivated"
	EventCustomerPaymentMethodDeleted     EventType = "customer_payment_method_deleted"
)

// PrincipalType says who caused an event. Unknown types survive.
type PrincipalType string

// The principals: a user of the vendor's app, or a program with an API key.
const (
	PrincipalUser PrincipalType = "user"
	PrincipalAPI  PrincipalType = "api"
)

// Event is something that happened in the account (model Event). It says to what,
// and not what it is like now: read the object.
type Event struct {
	ID      string    `json:"id"`
	Created Timestamp `json:"created,omitzero"`
	Type    EventType `json:"event_type"`
	// Customer, Subscription and Invoice are handles, as far as they apply.
	Customer     string `json:"customer,omitzero"`
	Subscription string `json:"subscription,omitzero"`
	Invoice      string `json:"invoice,omitzero"`
	// Principal is the id of a user, if PrincipalType is PrincipalUser.
	Principal     string        `json:"principal,omitzero"`
	PrincipalType PrincipalType `json:"principal_type,omitzero"`
}

// Verify wants an id and a type.
func (e *Event) Verify() error {
	switch {
	case e.ID == "":
		return missing("id")
	case e.Type == "":
		return missing("event_type")
	}
	return nil
}

// EventPage is one page of events.
type EventPage struct {
	// Page counts from 1. Size is the size asked for, Count the number of events on
	// this page. There is no total.
	Page    int      `json:"page"`
	Size    int      `json:"size"`
	Count   int      `json:"count"`
	Content []*Event `json:"content"`
}

// Verify refuses a page without content.
func (p *EventPage) Verify() error {
	if p.Content == nil {
		return missing("content")
	}
	return verifyElements(p.Content)
}

// EventListParams filters a list of events. It is older than other lists: it has
// numbered pages, and no window of time.
type EventListParams struct {
	// Page counts from 1; 0 means 1.
	Page int `query:"page"`
	// Size is the number of events on a page, 1 to 100; 0 means 20.
	Size int `query:"size"`
	// Customer and Subscription are handles, Invoice is an id.
	Customer     string `query:"customer"`
	Subscription string `query:"subscription"`
	Invoice      string `query:"invoice"`
}

func (p *EventListParams) validate() error {
	switch {
	case p.Page < 0:
		return errors.New("pages count from 1")
	case p.Size < 0 || p.Size > MaxPageSize:
		return errors.New("a page of events has 1 to 100 elements")
	}
	return nil
}
