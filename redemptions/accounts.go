package redemptions

import (
	"context"
	"errors"

	"github.com/vendorkit/vendorkit-go/client"
)

// Account is a merchant account. Payments in another currency than its own are
// converted to it [Accounts]; at which rate is unknown.
type Account struct {
	// ID goes into PaymentCreateParams.AccountID.
	ID   string `json:"id"`
	Name string `json:"name"`
	// ShortName is the code by which deposits are recognised.
	ShortName        string `json:"shortName"`
	CreatedAt        Time   `json:"createdAt"`
	Balance          Cents  `json:"balance"`
	AvailableBalance Cents  `json:"availableBalance"`
	// CurrencyCode is the account's currency, for example DZAR, a voucher currency
	// that isn't in ISO 4217.
	CurrencyCode string `json:"currencyCode"`
	// SettlementCurrencyCode is what is paid out to the merchant's bank, for
	// example ZAR.
	SettlementCurrencyCode string              `json:"settlementCurrencyCode"`
	SettlementFrequency    SettlementFrequency `json:"settlementFrequency"`
}

// SettlementFrequency says when an account is paid out [GET /accounts]. Other
// values than the documented ones may occur.
type SettlementFrequency int

// The documented frequencies.
const (
	// SettlementDaily pays out each day what came in on the day before.
	SettlementDaily SettlementFrequency = 0
	// SettlementManual pays out only when 6DOT50 is asked to.
	SettlementManual SettlementFrequency = 1
)

type accountService struct{ client *client.Client }

func (s *accountService) List(ctx context.Context, opts ...client.CallOption) ([]*Account, error) {
	return list(client.Call[accountList](ctx, s.client, client.Request{Op: &opAccountList}, opts...))
}

type accountList []*Account

// Verify refuses entries that aren't accounts.
func (l *accountList) Verify() error {
	for _, a := range *l {
		if a == nil || a.ID == "" {
			return errors.New("an account has no id")
		}
	}
	return nil
}

// list turns the pointer that client.Call returns into the slice itself.
func list[L ~[]E, E any](answer *L, err error) ([]E, error) {
	if err != nil {
		return nil, err
	}
	return *answer, nil
}
