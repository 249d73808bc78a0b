package sim

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/vendorkit/vendorkit-go/client"
)

// checkCall holds what must be true of every call at its end.
func (p *game) checkCall(plan plan, err error) {
	v := p.vendor
	v.mu.Lock()
	processed, requests, keys := v.ledger[plan.id], v.requests[plan.id], len(v.keysOf[plan.id])
	v.mu.Unlock()
	unknown := errors.Is(err, client.ErrOutcomeUnknown)
	if processed > 1 {
		p.report("call %d took effect %d times", plan.id, processed)
	}
	if keys > 1 {
		p.report("call %d went out with %d different keys", plan.id, keys)
	}
	if plan.kind != read {
		if err == nil && processed != 1 {
			p.report("call %d is reported as done but took effect %d times", plan.id, processed)
		}
		if err != nil && !unknown && processed != 0 {
			p.report("call %d took effect but is reported as plainly failed: %v", plan.id, err)
		}
	} else if unknown {
		p.report("call %d is a read with an unknown outcome: %v", plan.id, err)
	}
	most := p.schedule.maxAttempts + 1 // the replay after a 401
	if p.schedule.hedging > 0 && plan.kind == read {
		most *= 2
	}
	if requests > most {
		p.report("call %d made %d requests, at most %d are allowed", plan.id, requests, most)
	}
	if err != nil {
		p.checkText(fmt.Sprintf("the error of call %d", plan.id), err.Error())
		if plan.id%8 == 0 { // the other ways to print it cost more, and differ less
			encoded, jsonErr := json.Marshal(err)
			if jsonErr != nil {
				p.report("the error of call %d can't be encoded: %v", plan.id, jsonErr)
			}
			p.checkText("an error as JSON", string(encoded))
			p.checkText("an error with %#v", fmt.Sprintf("%+v %#v", err, err))
		}
	}
}

func (p *game) checkText(where, text string) {
	if len(text) > 8<<10 {
		p.report("%s has %d bytes", where, len(text))
	}
	if strings.Contains(text, password) || strings.Contains(text, "planted-token-") {
		p.report("%s holds a secret", where)
	}
}

// checkEnd holds what must be true when everybody has gone home.
func (p *game) checkEnd() {
	v := p.vendor
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.inFlight != 0 {
		p.report("%d requests are still under way", v.inFlight)
	}
	if v.opened != v.closed {
		p.report("%d bodies were opened, %d closed", v.opened, v.closed)
	}
	if s := p.slots.State(); s.InFlight != 0 || s.Waiting != 0 {
		p.report("%d turns are not given back, %d wait", s.InFlight, s.Waiting)
	}
	if s := p.rate.State(); s.Waiting != 0 {
		p.report("%d still wait for the rate", s.Waiting)
	}
	budget := p.client.Budget().State()
	if budget.Available < 0 || budget.Granted != p.repeats+p.copies {
		p.report("the budget granted %d, but there were %d repeats and %d second copies; %.1f are left",
			budget.Granted, p.repeats, p.copies, budget.Available)
	}
	p.log.mu.Lock()
	defer p.log.mu.Unlock()
	if text := p.log.b.String(); strings.Contains(text, password) || strings.Contains(text, "planted-token-") {
		p.report("the debug log holds a secret")
	}
}
