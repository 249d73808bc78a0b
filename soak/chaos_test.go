package soak_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"runtime/pprof"
	"strings"
	"sync"
	"time"

	toxiproxy "github.com/Shopify/toxiproxy/v2"
	"github.com/rs/zerolog"
)

// keptProxies is how many steps a connection may live for: the one that it was
// made in, and the next.
const keptProxies = 2

// chaos is the way between client and server. Connections go through the proxy
// of the present step.
type chaos struct {
	api      *toxiproxy.ApiServer
	upstream string
	quit     chan struct{}
	gone     chan struct{}

	mu      sync.Mutex
	address string
	proxies []*toxiproxy.Proxy // the present one is the last
	made    int
	used    map[string]int // steps with each type of toxic
	err     error
}

// startChaos opens the way to a server's URL. next gives the faults of each
// step; the first one comes before startChaos returns.
func startChaos(url string, next func(step int) []toxic) (*chaos, error) {
	c := &chaos{
		api:      toxiproxy.NewServer(toxiproxy.NewMetricsContainer(nil), zerolog.Nop()),
		upstream: strings.TrimPrefix(url, "http://"),
		quit:     make(chan struct{}), gone: make(chan struct{}), used: map[string]int{},
	}
	ready := make(chan error)
	go func() {
		defer close(c.gone)
		// The check for goroutines goes by a label that is inherited. What
		// toxiproxy leaves behind when a connection is cut is not ours.
		pprof.SetGoroutineLabels(context.Background())
		err := c.step(next(0))
		ready <- err
		if err == nil {
			c.run(next)
		}
		c.stopAll()
	}()
	return c, <-ready
}

func (c *chaos) run(next func(step int) []toxic) {
	tick := time.NewTicker(stepTime)
	defer tick.Stop()
	for n := 1; ; n++ {
		select {
		case <-tick.C:
		case <-c.quit:
			return
		}
		if err := c.step(next(n)); err != nil {
			c.mu.Lock()
			c.err = errors.Join(c.err, err)
			c.mu.Unlock()
			return
		}
	}
}

// step sends new connections through a new proxy, and cuts those of the oldest.
func (c *chaos) step(faults []toxic) error {
	c.mu.Lock()
	c.made++
	name := fmt.Sprintf("step %d", c.made)
	c.mu.Unlock()
	proxy := toxiproxy.NewProxy(c.api, name, "127.0.0.1:0", c.upstream)
	for _, fault := range faults {
		if _, err := proxy.Toxics.AddToxicJson(bytes.NewReader(fault.json())); err != nil {
			return fmt.Errorf("toxic %s: %w", fault.json(), err)
		}
	}
	if err := proxy.Start(); err != nil {
		return fmt.Errorf("proxy: %w", err)
	}
	c.mu.Lock()
	c.address = proxy.Listen
	c.proxies = append(c.proxies, proxy)
	for _, fault := range faults {
		c.used[fault.Type]++
	}
	var old *toxiproxy.Proxy
	if len(c.proxies) > keptProxies {
		old, c.proxies = c.proxies[0], c.proxies[1:]
	}
	c.mu.Unlock()
	if old != nil {
		old.Stop()
	}
	return nil
}

// dial is a DialContext that goes through the present proxy, whatever address
// it is asked for.
func (c *chaos) dial(ctx context.Context, network, _ string) (net.Conn, error) {
	c.mu.Lock()
	address := c.address
	c.mu.Unlock()
	var d net.Dialer
	return d.DialContext(ctx, network, address)
}

// stop cuts all connections, and gives what went wrong with the proxies.
func (c *chaos) stop() error {
	close(c.quit)
	<-c.gone
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.err
}

func (c *chaos) stopAll() {
	c.mu.Lock()
	proxies := c.proxies
	c.mu.Unlock()
	for _, proxy := range proxies {
		proxy.Stop()
	}
}
