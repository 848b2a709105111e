"""E-mail as `notifications.ports.Mailer`."""
