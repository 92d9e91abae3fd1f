"""What the store promises when the power goes, a process is killed, or a disk refuses."""
