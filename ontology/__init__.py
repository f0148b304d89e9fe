"""What may be said: classes and properties as data, record types, ids, units and regions (本体)."""
