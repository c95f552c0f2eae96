"""Word documents: notices to the letter of GB/T 9704-2012, sheets for the notice board, an office's own template."""
