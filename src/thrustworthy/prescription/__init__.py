"""prescription"""
