package soak_test

import (
	"encoding/json"
	"math/rand/v2"
)

// toxic is one fault of a connection, as toxiproxy's API takes it.
type toxic struct {
	Type       string         `json:"type"`
	Stream     string         `json:"stream"`
	Toxicity   float64        `json:"toxicity"` // the share of connections that have it
	Attributes map[string]int `json:"attributes"`
}

func (x toxic) json() []byte {
	text, err := json.Marshal(x)
	if err != nil {
		panic(err) // strings and numbers
	}
	return text
}

// kinds makes the attributes of each type of toxic. Times are in milliseconds
// unless said otherwise.
var kinds = []struct {
	name       string
	attributes func(*rand.Rand) map[string]int
}{
	{"latency", func(r *rand.Rand) map[string]int {
		latency := 1 + r.IntN(60)
		return map[string]int{"latency": latency, "jitter": r.IntN(latency + 1)}
	}},
	{"reset_peer", func(r *rand.Rand) map[string]int { return map[string]int{"timeout": r.IntN(50)} }},
	{"slicer", func(r *rand.Rand) map[string]int {
		size := 8 + r.IntN(120)
		return map[string]int{"average_size": size, "size_variation": r.IntN(size / 2), "delay": r.IntN(500)} // delay in µs
	}},
	{"bandwidth", func(r *rand.Rand) map[string]int { return map[string]int{"rate": 1 + r.IntN(200)} }},  // KB/s
	{"timeout", func(r *rand.Rand) map[string]int { return map[string]int{"timeout": r.IntN(4) * 100} }}, // 0: for ever
	{"slow_close", func(r *rand.Rand) map[string]int { return map[string]int{"delay": 50 + r.IntN(250)} }},
	{"limit_data", func(r *rand.Rand) map[string]int { return map[string]int{"bytes": 1 + r.IntN(4000)} }},
}

// draw makes the faults of one step: none in one step of eight, at most one in
// each direction.
func draw(r *rand.Rand) []toxic {
	if r.IntN(8) == 0 {
		return nil
	}
	one := func(stream string) toxic {
		kind := kinds[r.IntN(len(kinds))]
		return toxic{Type: kind.name, Stream: stream, Toxicity: 0.2 + 0.8*r.Float64(), Attributes: kind.attributes(r)}
	}
	switch r.IntN(4) {
	case 0:
		return []toxic{one("upstream")}
	case 1:
		return []toxic{one("upstream"), one("downstream")}
	default: // the answers, where a lost one leaves a write in doubt
		return []toxic{one("downstream")}
	}
}

// drawn gives the faults of many steps as one text.
func drawn(seed uint64) (text string) {
	r := rand.New(rand.NewPCG(seed, 0))
	for range 100 {
		for _, x := range draw(r) {
			text += string(x.json())
		}
	}
	return text
}
