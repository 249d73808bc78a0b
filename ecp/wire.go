package ecp

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/vendorkit/vendorkit-go/auth"
)

// Wire holds the names on the wire that the vendor doesn't document, and the
// four paths, which it does. Nothing here has been checked on a live account.
// Zero fields stand for the default, which is the most likely name; a list is
// tried in its order, without regard to case, and the first that is there wins.
type Wire struct {
	// Paths below the base URL, as documented. A prefix for all of them belongs
	// into the base URL. Defaults /Authenticate, /coupons, /Clip and
	// /AggregatorStores.
	AuthenticatePath, CouponsPath, ClipPath, StoresPath string
	// AuthenticateMethod and ClipMethod are inferred. Default POST; PUT is the
	// other choice.
	AuthenticateMethod, ClipMethod string
	// StoresMethod is inferred. Default GET; POST is the other choice. (GET
	// /coupons is documented.)
	StoresMethod string

	// UsernameKey and PasswordKey name the members of the login body. Defaults
	// Username and Password.
	UsernameKey, PasswordKey string
	// TokenKeys name the token in the login's answer, in Data first and then
	// beside it. Default Token, Jwt, AccessToken, access_token, AuthToken. Data
	// itself may be the token too.
	TokenKeys []string
	// ExpiryKeys name the time at which the token ends, and LifetimeKeys the
	// seconds that it lives, beside the token. A JWT's own exp goes before both.
	// Defaults Expires, Expiration; ExpiresIn, expires_in.
	ExpiryKeys, LifetimeKeys []string
	// Scheme is how a request carries the token. That it stands in the header
	// Authorization is documented; the default auth.Bearer() is inferred, and
	// auth.Raw() is the other choice.
	Scheme auth.Scheme

	// PageParam is the query parameter of the requested page. Default page.
	PageParam string
	// ZeroBasedPages says that the first page is 0. The default, 1, is inferred.
	ZeroBasedPages bool
	// PageKeys, PageSizeKeys and TotalKeys name the three numbers that each page
	// states: the page, the maximum per page and the total. They are looked for
	// in Data and then beside it. Defaults Page, PageNumber, CurrentPage,
	// RequestedPage; ResultsPerPage, MaxResultsPerPage, MaxResults, PageSize,
	// PerPage; TotalCoupons, Total, TotalResults, TotalCount, TotalAvailable.
	PageKeys, PageSizeKeys, TotalKeys []string
	// CouponListKeys name the list of coupons, in Data and then beside it. Data
	// itself may be the list too. Default Coupons, Results, Items.
	CouponListKeys []string
	// CouponIDKeys name a coupon's id. Default CouponId, Id (which is ID too).
	CouponIDKeys []string

	// StoreListKeys name the list of stores, in Data and then beside it. Data
	// itself may be the list too, which is the likeliest. Default Stores,
	// AggregatorStores.
	StoreListKeys []string
	// Store names the members of a store.
	Store StoreKeys

	// ClipBody makes the body of a clip request of its coupon ids, one per clip.
	// It must not keep or change the slice. Default [ClipCouponIDs]; the other
	// likely ones are [ClipQuantities] and [ClipObjects].
	ClipBody func(couponIDs []int) any
	// ClipNotFoundKeys and ClipAtLimitKeys name the two lists in the Data of
	// code 2002. Default none: the lists are told apart by the words in their
	// names, see [ClipError]. Names given here go before that rule.
	ClipNotFoundKeys, ClipAtLimitKeys []string
}

// StoreKeys name the members of a store, all of them inferred.
type StoreKeys struct {
	ID, Number, Name, Address, City, State, Zip, Phone []string
}

// WithDefaults returns w with the defaults in place of zero fields.
func (w Wire) WithDefaults() Wire {
	w.AuthenticatePath = cmp.Or(w.AuthenticatePath, opAuthenticate.Path)
	w.CouponsPath = cmp.Or(w.CouponsPath, opCouponsList.Path)
	w.ClipPath = cmp.Or(w.ClipPath, opCouponsClip.Path)
	w.StoresPath = cmp.Or(w.StoresPath, opStoresList.Path)
	w.AuthenticateMethod = cmp.Or(w.AuthenticateMethod, opAuthenticate.Method)
	w.ClipMethod = cmp.Or(w.ClipMethod, opCouponsClip.Method)
	w.StoresMethod = cmp.Or(w.StoresMethod, opStoresList.Method)
	w.UsernameKey = cmp.Or(w.UsernameKey, "Username")
	w.PasswordKey = cmp.Or(w.PasswordKey, "Password")
	w.PageParam = cmp.Or(w.PageParam, "page")
	if w.Scheme == (auth.Scheme{}) {
		w.Scheme = auth.Bearer()
	}
	if w.ClipBody == nil {
		w.ClipBody = ClipCouponIDs
	}
	for _, list := range []struct {
		keys *[]string
		def  []string
	}{
		{&w.TokenKeys, []string{"Token", "Jwt", "AccessToken", "access_token", "AuthToken"}},
		{&w.ExpiryKeys, []string{"Expires", "Expiration"}},
		{&w.LifetimeKeys, []string{"ExpiresIn", "expires_in"}},
		{&w.PageKeys, []string{"Page", "PageNumber", "CurrentPage", "RequestedPage"}},
		{&w.PageSizeKeys, []string{"ResultsPerPage", "MaxResultsPerPage", "MaxResults", "PageSize", "PerPage"}},
		{&w.TotalKeys, []string{"TotalCoupons", "Total", "TotalResults", "TotalCount", "TotalAvailable"}},
		{&w.CouponListKeys, []string{"Coupons", "Results", "Items"}},
		{&w.CouponIDKeys, []string{"CouponId", "Id"}},
		{&w.StoreListKeys, []string{"Stores", "AggregatorStores"}},
		{&w.Store.ID, []string{"StoreId", "Id"}},
		{&w.Store.Number, []string{"StoreNumber"}},
		{&w.Store.Name, []string{"Name", "StoreName"}},
		{&w.Store.Address, []string{"Address"}},
		{&w.Store.City, []string{"City"}},
		{&w.Store.State, []string{"State"}},
		{&w.Store.Zip, []string{"Zip"}},
		{&w.Store.Phone, []string{"Phone"}},
	} {
		if len(*list.keys) == 0 {
			*list.keys = list.def
		}
	}
	return w
}

// validate refuses what can't work, after WithDefaults.
func (w Wire) validate() error {
	for _, path := range []string{w.AuthenticatePath, w.CouponsPath, w.ClipPath, w.StoresPath} {
		if !strings.HasPrefix(path, "/") || strings.ContainsAny(path, "{}?#") {
			return fmt.Errorf("the path %q of the Wire must begin with a slash and hold no {, }, ? or #", path)
		}
	}
	if strings.EqualFold(w.UsernameKey, w.PasswordKey) {
		return errors.New("the Wire's UsernameKey and PasswordKey are the same")
	}
	for _, m := range []struct {
		name, value string
		allowed     []string
	}{
		{"AuthenticateMethod", w.AuthenticateMethod, []string{http.MethodPost, http.MethodPut}},
		{"ClipMethod", w.ClipMethod, []string{http.MethodPost, http.MethodPut}},
		{"StoresMethod", w.StoresMethod, []string{http.MethodGet, http.MethodPost}},
	} {
		if !slices.Contains(m.allowed, m.value) {
			return fmt.Errorf("the Wire's %s is %q, not %s", m.name, m.value, strings.Join(m.allowed, " or "))
		}
	}
	return nil
}

func (w Wire) firstPage() int {
	if w.ZeroBasedPages {
		return 0
	}
	return 1
}
