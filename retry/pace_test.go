package retry

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

var paceStart = time.Unix(1_800_000_000, 0)

func newPace(ceiling float64) *pace {
	return &pace{ceiling: ceiling, floor: ceiling / 100, rate: ceiling}
}

func TestPaceMeasuresBetweenRefusals(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name    string
		elapsed time.Duration
		granted float64
		slack   bool
		belief  float64 // After the second refusal. The first one leaves 0.7 × 25 = 17.5.
	}{
		{"the evidence outweighs the guess", 20 * time.Second, 301, false, 308 / (8/17.5 + 20)},
		{"little evidence moves it little", 200 * time.Millisecond, 3, false, 10 / (8/17.5 + 0.2)},
		{"nothing accepted", 200 * time.Millisecond, 1, false, 8 / (8/17.5 + 0.2)},
		{"never below half", 10 * time.Second, 1, false, 12.5},
		{"never above the present rate", 10 * time.Second, 10_000, false, 25},
		{"callers wanted less, so it is no measure", 10 * time.Second, 20, true, 17.5},
	} {
		p := newPace(25)
		p.cutBack(paceStart)
		assert.InDelta(t, 17.5, p.belief, 1e-9, test.name)
		p.granted, p.slack = test.granted, test.slack
		now := paceStart.Add(test.elapsed)
		p.advance(now)
		p.cutBack(now)
		assert.InDelta(t, min(test.belief, 25), p.belief, 1e-9, test.name)
		assert.InDelta(t, undershoot*p.belief, p.rate, 1e-9, test.name)
		assert.False(t, p.slack, test.name)
		assert.EqualValues(t, 2, p.epoch, test.name)
	}
}

func TestPaceComesBack(t *testing.T) {
	t.Parallel()
	p := newPace(25)
	p.cutBack(paceStart)
	at := func(seconds float64) float64 {
		p.advance(paceStart.Add(time.Duration(seconds * float64(time.Second))))
		return p.rate
	}
	assert.InDelta(t, 17.5*undershoot, at(0), 1e-9)
	assert.InDelta(t, 17.5*undershoot, at(-5), 1e-9, "a pause puts the cut into the future")
	assert.Greater(t, at(1), 17.5*0.97, "quickly near the belief")
	assert.InDelta(t, 17.5, at(2), 1e-9)
	assert.Less(t, at(3), 17.5*1.03, "slowly past it")
	last := at(3)
	for s := 3.1; s < 10; s += 0.1 {
		rate := at(s)
		assert.GreaterOrEqual(t, rate, last)
		last = rate
	}
	assert.InDelta(t, 25, last, 0, "and all the way up")
	assert.False(t, p.rising)
	assert.InDelta(t, 25, at(1e9), 0)
}

// Whatever happens, the rate stays between floor and ceiling.
func TestPaceStaysInBounds(t *testing.T) {
	t.Parallel()
	for seed := range uint64(50) {
		rng := rand.New(rand.NewPCG(seed, 5))
		p := newPace(0.01 + 1000*rng.Float64())
		now := paceStart
		for range 500 {
			now = now.Add(time.Duration(rng.ExpFloat64() * float64(time.Second)))
			p.granted += float64(rng.IntN(100))
			p.slack = p.slack || rng.IntN(10) == 0
			p.advance(now)
			if rng.IntN(4) > 0 {
				p.cutBack(now)
			}
			if !(p.rate >= p.floor && p.rate <= p.ceiling) || p.epoch > 0 && (p.rise < guessedSeconds || p.rise > maxSeconds) {
				t.Fatalf("seed %d: %+v", seed, p)
			}
		}
	}
}
