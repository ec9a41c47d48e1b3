//! Journeys through gRPC, as a client makes them.
