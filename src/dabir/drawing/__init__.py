"""Pictures drawn without a browser, and the typeface in which everything is set.

Formats put pictures into documents and the analysis puts them into its report: both draw here.
"""
