package peer

// All gives the peers: the baseline first, vendorkit second.
func All() []*Peer {
	return []*Peer{NetHTTP(), Vendorkit()}
}
