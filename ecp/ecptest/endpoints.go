package ecptest

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/ecp"
)

func (f *Fake) authenticate(body []byte) answer {
	var sent map[string]string
	if client.Unmarshal(body, &sent) != nil || sent[f.wire.UsernameKey] == "" || sent[f.wire.PasswordKey] == "" {
		return coded(http.StatusBadRequest, ecp.CodeInputError, f.wire.UsernameKey+" and "+f.wire.PasswordKey+" are required.", nil)
	}
	if sent[f.wire.UsernameKey] != f.credentials.Username || sent[f.wire.PasswordKey] != f.credentials.Password.Reveal() {
		f.refused++
		return coded(http.StatusBadRequest, ecp.CodeAuthError, "The username or password is not correct.", nil)
	}
	end := time.Now().Add(f.lifetime)
	token := newToken(end)
	f.logins++
	f.tokens = append(f.tokens, token)
	f.valid[headerOf(f.wire.Scheme, token)] = end
	return success(map[string]any{f.wire.TokenKeys[0]: token})
}

// newToken makes a JWT that nobody can verify, which nobody does. Its exp has
// whole seconds, so it may end up to a second before the token does.
func newToken(end time.Time) string {
	encode := base64.RawURLEncoding.EncodeToString
	payload := fmt.Sprintf(`{"sub":"417","iat":%d,"exp":%d,"jti":%q}`, time.Now().Unix(), end.Unix(), rand.Text())
	return encode([]byte(`{"alg":"HS256","typ":"JWT"}`)) + "." + encode([]byte(payload)) + "." + encode([]byte(rand.Text()))
}

func (f *Fake) listCoupons(r *http.Request) answer {
	first := 1
	if f.wire.ZeroBasedPages {
		first = 0
	}
	page, err := strconv.Atoi(r.URL.Query().Get(f.wire.PageParam))
	if err != nil || page < first {
		return coded(http.StatusBadRequest, ecp.CodeInputError, "The "+f.wire.PageParam+" parameter must be a whole number.", nil)
	}
	available := f.available()
	from := min(page-first, len(available)) * f.pageSize // bounded first, since any number may be asked for
	from = min(from, len(available))
	list := []any{}
	for _, c := range available[from:min(from+f.pageSize, len(available))] {
		var end any
		if !c.EndDate.IsZero() {
			end = c.EndDate.UTC().Format("2006-01-02T15:04:05")
		}
		list = append(list, map[string]any{f.wire.CouponIDKeys[0]: c.ID, "Title": c.Title, "EndDate": end})
	}
	return success(map[string]any{
		f.wire.PageKeys[0]: page, f.wire.PageSizeKeys[0]: f.pageSize, f.wire.TotalKeys[0]: len(available),
		f.wire.CouponListKeys[0]: list,
	})
}

// available are the coupons that have neither ended nor reached their limit.
func (f *Fake) available() []Coupon {
	available := make([]Coupon, 0, len(f.coupons))
	for _, c := range f.coupons {
		ended := !c.EndDate.IsZero() && time.Now().After(c.EndDate)
		if !ended && !f.atLimit(c, 0) {
			available = append(available, c)
		}
	}
	return available
}

// atLimit says that no clip is left after so many more.
func (f *Fake) atLimit(c Coupon, more int) bool {
	return c.MaxClips > 0 && c.Clips+f.clips[c.ID]+more >= c.MaxClips
}

func (f *Fake) clip(body []byte) answer {
	ids := clippedIDs(body)
	if len(ids) == 0 {
		return coded(http.StatusBadRequest, ecp.CodeInputError, "CouponId is required.", nil)
	}
	notFound, atLimit, good := []int{}, []int{}, map[int]int{}
	for _, id := range ids {
		switch c, ok := f.coupon(id); {
		case !ok && !f.anyCoupon:
			notFound = append(notFound, id)
		case ok && f.atLimit(c, good[id]):
			atLimit = append(atLimit, id)
		default:
			good[id]++
		}
	}
	refused := len(notFound)+len(atLimit) != 0
	if !refused || f.othersCounted {
		for id, n := range good {
			f.clips[id] += n
		}
	}
	if refused {
		return coded(http.StatusBadRequest, ecp.CodeClipError, "One or more coupons could not be clipped.",
			map[string]any{f.notFoundKey(): notFound, f.atLimitKey(): atLimit})
	}
	return success(nil)
}

func (f *Fake) notFoundKey() string {
	if len(f.wire.ClipNotFoundKeys) != 0 {
		return f.wire.ClipNotFoundKeys[0]
	}
	return "CouponsNotFound"
}

func (f *Fake) atLimitKey() string {
	if len(f.wire.ClipAtLimitKeys) != 0 {
		return f.wire.ClipAtLimitKeys[0]
	}
	return "CouponsAtMaxClips"
}

func (f *Fake) coupon(id int) (Coupon, bool) {
	for _, c := range f.coupons {
		if c.ID == id {
			return c, true
		}
	}
	return Coupon{}, false
}

// clippedIDs reads each of the likely forms of a clip request.
func clippedIDs(body []byte) []int {
	type clip struct {
		CouponID int `json:"CouponId"`
		Quantity int
	}
	var object struct {
		CouponIDs []int `json:"CouponIds"`
		Clips     []clip
	}
	var list []clip
	if client.Unmarshal(json.RawMessage(body), &object) == nil {
		list = object.Clips
	} else if client.Unmarshal(body, &list) != nil {
		return nil
	}
	ids := object.CouponIDs
	for _, c := range list {
		for range min(max(c.Quantity, 1), 1000) {
			ids = append(ids, c.CouponID)
		}
	}
	return ids
}

func (f *Fake) listStores() answer {
	if f.aggregators != 1 {
		return coded(http.StatusBadRequest, ecp.CodeAggregatorStoresError, "The API user must belong to exactly one aggregator.", nil)
	}
	list := []any{}
	for _, s := range f.stores {
		list = append(list, map[string]any{
			f.wire.Store.ID[0]: s.ID, f.wire.Store.Name[0]: s.Name, f.wire.Store.City[0]: s.City, f.wire.Store.State[0]: s.State,
		})
	}
	return success(list)
}
