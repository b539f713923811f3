"""What people do with documents and audits: ``keeping`` versions, ``asking`` for audits, ``auditing``, ``sharing``,
and the ``form`` of audits."""
