package billwerktest

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/vendorkit/vendorkit-go/billwerk"
)

// Card is a card of the vendor's test gateway. The zero Card is a visa with the
// CVV 888.
//
// The CVV decides what happens:
//
//	001 002 003   storing the card fails: expired, declined, insufficient funds
//	004 005 006   storing fails: acquirer error, communication error, the same after 60 s
//	100 101 102   the first payment fails: expired, declined, insufficient funds
//	200 201 202   the second payment fails likewise
//	300 301 302   every other payment fails likewise, beginning with the first (the vendor's: half of them, by chance)
//	888           the amount decides, see [Outcome]
//
// With any other CVV all payments succeed.
type Card struct {
	// Number without spaces; it decides the card type. "" is 4111111111111111.
	Number string
	// CVV "" is 888.
	CVV string
	// ExpDate is MM-YY; "" is in two years.
	ExpDate string
}

// cardTypes by the numbers of the test cards.
var cardTypes = map[string]billwerk.CardType{
	"4111111111111111": billwerk.CardVisa, "4571994000062336": billwerk.CardVisaDankort,
	"5019100000000006": billwerk.CardDankort, "4026111111111115": billwerk.CardVisaElectron,
	"5500000000000004": billwerk.CardMasterCard, "340000000000009": billwerk.CardAmex,
	"3530111333300000": billwerk.CardJCB, "6759000000000000": billwerk.CardMaestro,
	"30000000000004": billwerk.CardDiners, "6011111111111117": billwerk.CardDiscover,
	"6240008631401148": billwerk.CardChinaUnionPay, "6007220000000004": billwerk.CardForbrugs,
}

// decline is why a payment failed; the zero decline is a success.
type decline struct {
	state  billwerk.ErrorState
	reason billwerk.TransactionError
}

func (d decline) failed() bool { return d != decline{} }

// Outcome tells what the test gateway makes of an amount, in the smallest unit of
// the currency, paid with a card whose CVV is 888. Both results are empty for a
// success, which any amount is that the vendor doesn't list.
func Outcome(amount int64) (billwerk.ErrorState, billwerk.TransactionError) {
	d := byAmount[amount]
	return d.state, d.reason
}

// byAmount is the vendor's table of the test gateway (its test page).
var byAmount = map[int64]decline{
	1001: {billwerk.ErrorStateProcessingError, billwerk.TransactionAcquirerCommunicationError},
	1002: {billwerk.ErrorStateProcessingError, billwerk.TransactionAcquirerError},
	1003: {billwerk.ErrorStateProcessingError, billwerk.TransactionAcquirerIntegrationError},
	1004: {billwerk.ErrorStateProcessingError, billwerk.TransactionAcquirerAuthenticationError},
	1005: {billwerk.ErrorStateProcessingError, billwerk.TransactionAcquirerConfigurationError},
	1006: {billwerk.ErrorStateProcessingError, billwerk.TransactionAcquirerRejectedError},
	2001: {billwerk.ErrorStateSoftDeclined, billwerk.TransactionInsufficientFunds},
	2002: {billwerk.ErrorStateSoftDeclined, billwerk.TransactionSettleBlocked},
	3001: {billwerk.ErrorStateHardDeclined, billwerk.TransactionCreditCardExpired},
	3002: {billwerk.ErrorStateHardDeclined, billwerk.TransactionDeclinedByAcquirer},
	3003: {billwerk.ErrorStateHardDeclined, billwerk.TransactionCreditCardLostOrStolen},
	3004: {billwerk.ErrorStateHardDeclined, billwerk.TransactionCreditCardSuspectedFraud},
	3005: {billwerk.ErrorStateHardDeclined, billwerk.TransactionAuthorizationExpired},
	3006: {billwerk.ErrorStateHardDeclined, billwerk.TransactionAuthorizationAmountExceeded},
	3007: {billwerk.ErrorStateHardDeclined, billwerk.TransactionAuthorizationVoided},
	1337: {billwerk.ErrorStateHardDeclined, billwerk.TransactionSCARequired},
}

// card is a stored card, or the one behind a token.
type card struct {
	Card
	fingerprint string
	payments    int // so far
	declined    int
	lastSuccess time.Time
	firstFail   time.Time
	lastFailed  time.Time
	last        decline
}

func newCard(c Card, now time.Time) *card {
	c.Number = cmp.Or(strings.ReplaceAll(c.Number, " ", ""), "4111111111111111")
	c.CVV = cmp.Or(c.CVV, "888")
	c.ExpDate = cmp.Or(c.ExpDate, now.AddDate(2, 0, 0).Format("01-06"))
	return &card{Card: c, fingerprint: fmt.Sprintf("%016x", hash(c.Number))}
}

func hash(s string) (h uint64) {
	h = 14695981039346656037
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

// lateStore is the delay of CVV 006.
const lateStore = 60 * time.Second

// store is what happens when the card is stored.
func (c *card) store() (decline, time.Duration) {
	switch c.CVV {
	case "004":
		return decline{billwerk.ErrorStateProcessingError, billwerk.TransactionAcquirerError}, 0
	case "005":
		return decline{billwerk.ErrorStateProcessingError, billwerk.TransactionAcquirerCommunicationError}, 0
	case "006":
		return decline{billwerk.ErrorStateProcessingError, billwerk.TransactionAcquirerCommunicationError}, lateStore
	}
	if strings.HasPrefix(c.CVV, "00") {
		return c.usual(), 0
	}
	return decline{}, 0
}

// usual is the decline that the last digit of the CVV stands for.
func (c *card) usual() decline {
	switch {
	case strings.HasSuffix(c.CVV, "0"), c.CVV == "001":
		return byAmount[3001]
	case strings.HasSuffix(c.CVV, "1"), c.CVV == "002":
		return byAmount[3002]
	default:
		return byAmount[2001]
	}
}

// pay is one payment.
func (c *card) pay(amount int64, now time.Time) decline {
	c.payments++
	result := decline{}
	switch {
	case c.CVV == "888":
		result = byAmount[amount]
	case len(c.CVV) != 3 || !strings.HasPrefix(c.CVV[1:], "0") || c.CVV[2] > '2':
	case c.CVV[0] == '1' && c.payments == 1, c.CVV[0] == '2' && c.payments == 2, c.CVV[0] == '3' && c.payments%2 == 1:
		result = c.usual()
	}
	if result.failed() {
		c.declined++
		c.last, c.lastFailed = result, now
		if c.firstFail.IsZero() {
			c.firstFail = now
		}
	} else {
		c.lastSuccess = now
	}
	return result
}

func (c *card) kind() billwerk.CardType { return cmp.Or(cardTypes[c.Number], billwerk.CardUnknown) }

func (c *card) masked() string {
	n := len(c.Number)
	if n < 12 {
		return strings.Repeat("X", n)
	}
	return c.Number[:6] + strings.Repeat("X", n-10) + c.Number[n-4:]
}

// describe adds what sources, transactions and stored cards say of a card.
func (c *card) describe(v object) {
	v["card_type"], v["transaction_card_type"] = c.kind(), c.kind()
	v["masked_card"], v["exp_date"], v["fingerprint"], v["card_country"] = c.masked(), c.ExpDate, c.fingerprint, "DK"
}

// acquirerWords adds the acquirer's own words on a decline, which are invented.
func (d decline) acquirerWords(v object) {
	if d.failed() {
		v["acquirer_code"] = fmt.Sprintf("4%04d", hash(string(d.reason))%10000)
		v["acquirer_message"] = strings.ReplaceAll(string(d.reason), "_", " ")
	}
}
