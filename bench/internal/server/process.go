package server

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"time"
)

// environment carries the configuration to the child, and tells it that it is one.
const environment = "VENDORKIT_BENCH_SERVER"

// Server is a running server, seen from the client's side.
type Server struct {
	// URL is the API's base URL.
	URL     string
	control string
	client  *http.Client
	stop    func()
}

// Main serves until the parent goes away, if this process is a child, and reports whether it was one.
func Main() bool {
	raw := os.Getenv(environment)
	if raw == "" {
		return false
	}
	if err := serve(raw); err != nil {
		fmt.Fprintln(os.Stderr, "server:", err)
		os.Exit(1)
	}
	return true
}

func serve(raw string) error {
	var cfg Config
	if err := json.Unmarshal([]byte(raw), &cfg); err != nil {
		return err
	}
	r, err := run(cfg)
	if err != nil {
		return err
	}
	if err := json.NewEncoder(os.Stdout).Encode(r.hello); err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, os.Stdin) // ends when the parent closes it, or dies
	return err
}

// Start runs the server in a child process of the same program.
func Start(ctx context.Context, cfg Config) (*Server, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, err
	}
	raw, err := json.Marshal(cfg)
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, program) //nolint:gosec // this very program
	cmd.Env = append(os.Environ(), environment+"="+string(raw))
	cmd.Stderr = os.Stderr
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	stop := func() {
		_ = stdin.Close()
		_ = cmd.Process.Kill() // it has nothing to finish
		_ = cmd.Wait()
	}
	var h hello
	line, err := bufio.NewReader(stdout).ReadBytes('\n')
	if err == nil {
		err = json.Unmarshal(line, &h)
	}
	if err != nil {
		stop()
		return nil, fmt.Errorf("server: the child didn't start: %w", err)
	}
	return newServer(h, stop), nil
}

// StartHere runs the server in this process, for tests of counts.
func StartHere(_ context.Context, cfg Config) (*Server, error) {
	r, err := run(cfg)
	if err != nil {
		return nil, err
	}
	return newServer(r.hello, r.close), nil
}

func newServer(h hello, stop func()) *Server {
	return &Server{URL: h.URL, control: h.Control, client: &http.Client{Transport: &http.Transport{}, Timeout: 10 * time.Second}, stop: stop}
}

// Close ends the server.
func (s *Server) Close() {
	s.client.CloseIdleConnections()
	s.stop()
}

// Stats asks what the server has seen.
func (s *Server) Stats(ctx context.Context) (Stats, error) {
	var stats Stats
	body, err := s.ask(ctx, http.MethodGet, s.control)
	if err != nil {
		return stats, err
	}
	return stats, json.Unmarshal(body, &stats)
}

// Set changes a value of the scenario.
func (s *Server) Set(ctx context.Context, name, value string) error {
	_, err := s.ask(ctx, http.MethodPost, s.control+"?"+url.Values{"name": {name}, "value": {value}}.Encode())
	return err
}

func (s *Server) ask(ctx context.Context, method, target string) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, method, target, nil)
	if err != nil {
		return nil, err
	}
	resp, err := s.client.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, errors.New("server: control says " + resp.Status)
	}
	return io.ReadAll(resp.Body)
}
