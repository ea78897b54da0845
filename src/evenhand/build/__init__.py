"""From a shelf to finished leaflets: plan, run, ledger, index."""
