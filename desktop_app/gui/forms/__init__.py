"""Forms: rows of captioned fields that hand over what was typed and store nothing."""
