"""Floor 1½: what is dear, done in processes of its own: reading and making files.

They are given bytes and a template, and know neither the database, nor links, nor the network.
"""
