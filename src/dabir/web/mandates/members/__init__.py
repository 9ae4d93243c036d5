"""Groups, their members and committees; the register of bodies and persons."""
