package soak_test

import (
	"context"
	"net"
	"sync"
	"sync/atomic"
)

type dialFunc func(ctx context.Context, network, address string) (net.Conn, error)

// conns counts the client's connections.
type conns struct{ opened, open atomic.Int64 }

func (c *conns) count(dial dialFunc) dialFunc {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := dial(ctx, network, address)
		if err != nil {
			return nil, err
		}
		c.opened.Add(1)
		c.open.Add(1)
		return &countedConn{Conn: conn, closed: sync.OnceFunc(func() { c.open.Add(-1) })}, nil
	}
}

type countedConn struct {
	net.Conn
	closed func()
}

func (c *countedConn) Close() error {
	defer c.closed()
	return c.Conn.Close()
}
