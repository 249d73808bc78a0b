package billwerk

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/vendorkit/vendorkit-go/client"
)

// TransactionState is the state of a transaction. Unknown states survive.
type TransactionState string

// The transaction states.
const (
	TransactionPending    TransactionState = "pending"
	TransactionProcessing TransactionState = "processing"
	TransactionAuthorized TransactionState = "authorized"
	TransactionSettled    TransactionState = "settled"
	TransactionRefunded   TransactionState = "refunded"
	TransactionFailed     TransactionState = "failed"
	TransactionCancelled  TransactionState = "cancelled"
)

// TransactionType says what a transaction was to do.
type TransactionType string

// The transaction types.
const (
	TransactionTypeSettle        TransactionType = "settle"
	TransactionTypeRefund        TransactionType = "refund"
	TransactionTypeAuthorization TransactionType = "authorization"
)

// Transaction is one movement of money, or one attempt at it, on an invoice.
type Transaction struct {
	ID      string           `json:"id"`
	State   TransactionState `json:"state"`
	Invoice string           `json:"invoice"`
	Type    TransactionType  `json:"type"`
	// Amount is in the smallest unit of the currency.
	Amount      int64       `json:"amount"`
	Created     Timestamp   `json:"created,omitzero"`
	PaymentType PaymentType `json:"payment_type"`
	Currency    string      `json:"currency,omitzero"`
	Settled     Timestamp   `json:"settled,omitzero"`
	Authorized  Timestamp   `json:"authorized,omitzero"`
	Failed      Timestamp   `json:"failed,omitzero"`
	Refunded    Timestamp   `json:"refunded,omitzero"`
	// PaymentMethod is the id of the stored method, for payments that the merchant
	// started.
	PaymentMethod     string         `json:"payment_method,omitzero"`
	PaymentContext    PaymentContext `json:"payment_context,omitzero"`
	AccountingInvoice string         `json:"accounting_invoice,omitzero"`
	DebtorID          int64          `json:"debtor_id,omitzero"`
	Customer          string         `json:"customer_handle,omitzero"`
	TransactionDetails
}

// Verify wants id and state.
func (t *Transaction) Verify() error {
	switch {
	case t.ID == "":
		return missing("id")
	case t.State == "":
		return missing("state")
	}
	return nil
}

// Err says whether the transaction failed, as a *PaymentError. It is nil for any
// other state, pending and processing among them.
func (t *Transaction) Err() error {
	if t.State != TransactionFailed {
		return nil
	}
	e := &PaymentError{Object: "transaction", ID: t.ID, State: string(t.State)}
	t.explain(e)
	return e
}

// TransactionDetails are the details of a transaction. At most one is set, the
// one that belongs to the payment type.
type TransactionDetails struct {
	Card                  *CardTransaction   `json:"card_transaction,omitzero"`
	MobilePayOnline       *CardTransaction   `json:"mpo_transaction,omitzero"`
	Vipps                 *CardTransaction   `json:"vipps_transaction,omitzero"`
	ApplePay              *CardTransaction   `json:"applepay_transaction,omitzero"`
	GooglePay             *CardTransaction   `json:"googlepay_transaction,omitzero"`
	Manual                *ManualTransaction `json:"manual_transaction,omitzero"`
	ViaBill               *AltTransaction    `json:"viabill_transaction,omitzero"`
	Anyday                *AltTransaction    `json:"anyday_transaction,omitzero"`
	Santander             *AltTransaction    `json:"santander_transaction,omitzero"`
	Resurs                *AltTransaction    `json:"resurs_transaction,omitzero"`
	Klarna                *AltTransaction    `json:"klarna_transaction,omitzero"`
	Swish                 *AltTransaction    `json:"swish_transaction,omitzero"`
	PayPal                *AltTransaction    `json:"paypal_transaction,omitzero"`
	BancomatPay           *AltTransaction    `json:"bancomatpay_transaction,omitzero"`
	Bancontact            *AltTransaction    `json:"bancontact_transaction,omitzero"`
	Blik                  *AltTransaction    `json:"blik_transaction,omitzero"`
	Giropay               *AltTransaction    `json:"giropay_transaction,omitzero"`
	IDEAL                 *AltTransaction    `json:"ideal_transaction,omitzero"`
	P24                   *AltTransaction    `json:"p24_transaction,omitzero"`
	SEPA                  *AltTransaction    `json:"sepa_transaction,omitzero"`
	SEPAEbics             *AltTransaction    `json:"sepa_ebics_transaction,omitzero"`
	Trustly               *AltTransaction    `json:"trustly_transaction,omitzero"`
	Verkkopankki          *AltTransaction    `json:"verkkopankki_transaction,omitzero"`
	EPS                   *AltTransaction    `json:"eps_transaction,omitzero"`
	EstoniaBanks          *AltTransaction    `json:"estonia_banks_transaction,omitzero"`
	LatviaBanks           *AltTransaction    `json:"latvia_banks_transaction,omitzero"`
	LithuaniaBanks        *AltTransaction    `json:"lithuania_banks_transaction,omitzero"`
	MBWay                 *AltTransaction    `json:"mbway_transaction,omitzero"`
	Multibanco            *AltTransaction    `json:"multibanco_transaction,omitzero"`
	MyBank                *AltTransaction    `json:"mybank_transaction,omitzero"`
	Payconiq              *AltTransaction    `json:"payconiq_transaction,omitzero"`
	Paysafecard           *AltTransaction    `json:"paysafecard_transaction,omitzero"`
	Paysera               *AltTransaction    `json:"paysera_transaction,omitzero"`
	PostFinance           *AltTransaction    `json:"postfinance_transaction,omitzero"`
	Satispay              *AltTransaction    `json:"satispay_transaction,omitzero"`
	Twint                 *AltTransaction    `json:"twint_transaction,omitzero"`
	WeChatPay             *AltTransaction    `json:"wechatpay_transaction,omitzero"`
	MobilePaySubscription *AltTransaction    `json:"mps_transaction,omitzero"`
	VippsEPayment         *AltTransaction    `json:"vipps_epayment_transaction,omitzero"`
	VippsRecurring        *AltTransaction    `json:"vipps_recurring_transaction,omitzero"`
	Offline               *AltTransaction    `json:"offline_transaction,omitzero"`
}

// explain adds the reason of a failed transaction.
func (d *TransactionDetails) explain(e *PaymentError) {
	for _, card := range []*CardTransaction{d.Card, d.MobilePayOnline, d.Vipps, d.ApplePay, d.GooglePay} {
		if card != nil {
			e.Reason, e.ErrorState = card.Error, card.ErrorState
			e.AcquirerCode, e.AcquirerMessage = card.AcquirerCode, card.AcquirerMessage
			return
		}
	}
	for _, alt := range []*AltTransaction{
		d.ViaBill, d.Anyday, d.Santander, d.Resurs, d.Klarna, d.Swish, d.PayPal,
		d.BancomatPay, d.Bancontact, d.Blik, d.Giropay, d.IDEAL, d.P24, d.SEPA,
		d.SEPAEbics, d.Trustly, d.Verkkopankki, d.EPS, d.EstoniaBanks, d.LatviaBanks, d.LithuaniaBanks,
		d.MBWay, d.Multibanco, d.MyBank, d.Payconiq, d.Paysafecard, d.Paysera, d.PostFinance,
		d.Satispay, d.Twint, d.WeChatPay, d.MobilePaySubscription, d.VippsEPayment, d.VippsRecurring, d.Offline,
	} {
		if alt != nil {
			e.Reason, e.ErrorState, e.AcquirerMessage = alt.Error, alt.ErrorState, alt.AcquirerMessage
			return
		}
	}
}

// CardTransaction is a payment by card, or by a wallet that stands on one.
type CardTransaction struct {
	CardDetails
	// Card is the stored card, if it is one.
	Card           *StoredCard      `json:"card,omitzero"`
	Error          TransactionError `json:"error,omitzero"`
	ErrorState     ErrorState       `json:"error_state,omitzero"`
	RefTransaction string           `json:"ref_transaction,omitzero"`
	GatewayID      string           `json:"gw_id,omitzero"`
	FirstFailed    Timestamp        `json:"first_failed,omitzero"`
	LastFailed     Timestamp        `json:"last_failed,omitzero"`
}

// ManualTransaction is money that changed hands outside the vendor's system.
type ManualTransaction struct {
	Method      TransferMethod `json:"method"`
	PaymentDate Timestamp      `json:"payment_date,omitzero"`
	Comment     string         `json:"comment,omitzero"`
	Reference   string         `json:"reference,omitzero"`
}

// AltTransaction is a payment by any other payment type. They all have the same
// fields, and some of their own, which Raw holds.
type AltTransaction struct {
	// ID is the payment type's own id, for example swish_id.
	ID              string
	Error           TransactionError
	ErrorState      ErrorState
	RefTransaction  string
	AcquirerMessage string
	// Raw is the whole object.
	Raw json.RawMessage
}

// UnmarshalJSON reads the common fields and keeps the object.
func (t *AltTransaction) UnmarshalJSON(data []byte) error {
	var fields map[string]json.RawMessage
	if err := client.Unmarshal(data, &fields); err != nil {
		return err
	}
	*t = AltTransaction{
		Error: TransactionError(text(fields["error"])), ErrorState: ErrorState(text(fields["error_state"])),
		RefTransaction: text(fields["ref_transaction"]), AcquirerMessage: text(fields["acquirer_message"]),
		Raw: bytes.Clone(data),
	}
	for name, value := range fields {
		if strings.HasSuffix(name, "_id") {
			t.ID = text(value)
		}
	}
	return nil
}

// MarshalJSON writes Raw, or the common fields if there is none.
func (t *AltTransaction) MarshalJSON() ([]byte, error) {
	if t.Raw != nil {
		return t.Raw, nil
	}
	return client.Marshal(struct {
		Error           TransactionError `json:"error,omitzero"`
		ErrorState      ErrorState       `json:"error_state,omitzero"`
		RefTransaction  string           `json:"ref_transaction,omitzero"`
		AcquirerMessage string           `json:"acquirer_message,omitzero"`
	}{t.Error, t.ErrorState, t.RefTransaction, t.AcquirerMessage})
}
