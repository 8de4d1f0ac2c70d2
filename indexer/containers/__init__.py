"""Files that hold files: archives and the attachments of mails, unpacked under limits."""
