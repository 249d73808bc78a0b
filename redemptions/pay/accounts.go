package pay

import (
	"context"
	"errors"

	"github.com/vendorkit/vendorkit-go/client"
)

// Account is a PAY account, from which batches are paid. Recipients are paid in
// its currency [Accounts]. Which account pays a batch when there are several is
// unknown.
type Account struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	// ShortName is the code for deposits in production.
	ShortName string `json:"shortName"`
	CreatedAt Time   `json:"createdAt"`
	// Active is false for an account that can't pay.
	Active bool `json:"active"`
	// Balance and AvailableBalance: their unit is unknown. The Redemptions API has
	// cents, this one's payments have major units.
	Balance          Amount `json:"balance"`
	AvailableBalance Amount `json:"availableBalance"`
	// CurrencyCode is the account's currency, for example DZAR, a voucher currency
	// that isn't in ISO 4217.
	CurrencyCode string `json:"currencyCode"`
}

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
