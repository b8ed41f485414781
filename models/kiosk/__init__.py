"""What a kiosk sees, and what a person does there: drafts, pictures, receipts."""
