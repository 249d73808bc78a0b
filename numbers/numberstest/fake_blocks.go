package numberstest

import (
	"net/http"
	"slices"
	"strings"

	"github.com/vendorkit/vendorkit-go/numbers"
)

func (f *Fake) blockRoutes() map[string]handler {
	return map[string]handler{
		"GET /v2/numberblocks/{text}":                 f.searchBlocks,
		"POST /v2/numberblocks/{block}":               f.configureBlock,
		"GET /v2/Properties/{property}/numberblocks":  f.listBlocks,
		"GET /v2/Accounts/{account}/numberblocks":     f.listBlocks,
		"POST /v2/Properties/{property}/NumberBlocks": f.buyBlock,
	}
}

// block is a block and who has it; nobody while it is in stock.
type block struct {
	numbers.NumberBlock
	property string
	settings numbers.NumberBlockConfigureParams
}

type blocksAnswer struct {
	Items      []numbers.NumberBlock
	PageIndex  int
	PageSize   int
	TotalCount *int `json:",omitzero"`
}

// BlockSettings are what was last set on a block with Configure.
func (f *Fake) BlockSettings(sid string) numbers.NumberBlockConfigureParams {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, b := range f.blocks {
		if b.NumberBlockSID == sid {
			return b.settings
		}
	}
	return numbers.NumberBlockConfigureParams{}
}

func (f *Fake) searchBlocks(r *http.Request, _ []byte) *reply {
	q := r.URL.Query()
	switch {
	case q.Get("PropertySid") != "":
		if _, no := f.property(q.Get("PropertySid")); no != nil {
			return no
		}
	case q.Get("AccountSid") != "":
		if no := f.account(q.Get("AccountSid")); no != nil {
			return no
		}
	default:
		return oneOf("AccountSid, PropertySid")
	}
	text := strings.ToLower(r.PathValue("text"))
	return pageOfBlocks(r, f.blocks, func(b *block) bool {
		return strings.Contains(strings.ToLower(b.NumberPattern+" "+b.Name+" "+b.FriendlyName), text)
	})
}

func oneOf(fields string) *reply {
	return refuse(http.StatusBadRequest, numbers.CodeOneOfSeveralParametersRequired, "Provide at least one of "+fields+".", fields)
}

func (f *Fake) listBlocks(r *http.Request, _ []byte) *reply {
	belongs, no := f.scope(r)
	if no != nil {
		return no
	}
	return pageOfBlocks(r, f.blocks, func(b *block) bool { return b.property != "" && belongs(b.property) })
}

func pageOfBlocks(r *http.Request, all []*block, keep func(*block) bool) *reply {
	q := r.URL.Query()
	index, no := number(q, "PageIndex", 0)
	if no != nil {
		return no
	}
	size, no := number(q, "PageSize", 10)
	if no != nil {
		return no
	}
	var list []numbers.NumberBlock
	for _, b := range all {
		if keep(b) {
			list = append(list, b.NumberBlock)
		}
	}
	answer := blocksAnswer{PageIndex: index, PageSize: size, Items: []numbers.NumberBlock{}}
	if q.Get("IncludeTotalCount") != "false" {
		answer.TotalCount = new(len(list))
	}
	skip := len(list)
	if size > 0 && index < len(list)/size+1 { // beyond that index*size may overflow
		skip = min(index*size, len(list))
	}
	list = list[skip:]
	answer.Items = append(answer.Items, list[:min(size, len(list))]...)
	return ok(answer)
}

func (f *Fake) buyBlock(r *http.Request, body []byte) *reply {
	property, no := f.property(r.PathValue("property"))
	if no != nil {
		return no
	}
	var p numbers.NumberBlockBuyParams
	if no := decode(body, &p); no != nil {
		return no
	}
	sid := p.NumberBlockSID
	if sid == "" {
		sid = r.URL.Query().Get("numberBlockSid")
	}
	i := slices.IndexFunc(f.blocks, func(b *block) bool { return b.NumberBlockSID == sid && b.property == "" })
	switch {
	case sid == "":
		return required("numberBlockSid")
	case p.AnswerPoint == "":
		return required("AnswerPoint")
	case p.AccountSID == "" && p.PropertySID == "":
		return oneOf("AccountSid, PropertySid")
	case i < 0:
		return refuse(http.StatusBadRequest, "NUMBERBLOCK_NOT_FOUND", "A matching number block could not be found.") // not a documented code
	}
	f.blocks[i].property = property.PropertySID
	f.processed[sid]++
	return ok(f.blocks[i].NumberBlock)
}

func (f *Fake) configureBlock(r *http.Request, body []byte) *reply {
	i := slices.IndexFunc(f.blocks, func(b *block) bool { return b.NumberBlockSID == r.PathValue("block") && b.property != "" })
	if i < 0 {
		return refuse(http.StatusBadRequest, "NUMBERBLOCK_NOT_FOUND", "A matching number block could not be found.")
	}
	settings := f.blocks[i].settings
	if no := decode(body, &settings); no != nil {
		return no
	}
	switch {
	case settings.AccountSID == "" && settings.PropertySID == "":
		return oneOf("AccountSid, PropertySid")
	case !contains([]string{"", "endpoint", "flow", "application"}, string(settings.RoutingMethod)):
		return invalid(numbers.CodeUnknownRoutingMethod, "RoutingMethod")
	}
	f.blocks[i].settings = settings
	return ok(f.blocks[i].NumberBlock)
}
